using System.Diagnostics;

namespace Melange.Host.Tests;

/// <summary>Runs the built program where a user stands, to its end.</summary>
internal static class MelangeProgram
{
    /// <summary>Runs it where the tests stand.</summary>
    public static (int ExitCode, string Output, string Errors) Here(params string[] arguments) => Run(".", arguments);

    /// <summary>Runs it where the tests stand, with other folders of programs.</summary>
    public static (int ExitCode, string Output, string Errors) WithPath(string path, params string[] arguments)
    {
        var start = Beginning(".", arguments);
        start.Environment["PATH"] = path;
        return Run(start);
    }

    public static (int ExitCode, string Output, string Errors) Run(string folder, params string[] arguments) =>
        Run(Beginning(folder, arguments));

    private static ProcessStartInfo Beginning(string folder, string[] arguments) =>
        new("dotnet", [TestFolder.Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };

    private static (int ExitCode, string Output, string Errors) Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
