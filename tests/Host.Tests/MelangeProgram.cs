using System.Diagnostics;

namespace Melange.Host.Tests;

/// <summary>Runs the built program where a user stands, to its end.</summary>
internal static class MelangeProgram
{
    /// <summary>Runs it where the tests stand.</summary>
    public static (int ExitCode, string Output, string Errors) Here(params string[] arguments) => Run(".", arguments);

    public static (int ExitCode, string Output, string Errors) Run(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [TestFolder.Program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
