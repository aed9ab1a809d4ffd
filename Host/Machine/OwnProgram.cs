using System.Diagnostics;

namespace Melange.Host.Machine;

/// <summary>This program, to be started once more as a process of its own.</summary>
public static class OwnProgram
{
    /// <summary>How it is started; its input, output and errors are the caller's.</summary>
    public static ProcessStartInfo With(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        // `dotnet run` starts the program's own executable, `dotnet melange.dll` the shared one,
        // which needs the dll's name.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(OwnProgram).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
