using System.Diagnostics;

namespace Melange.Host.Tests.Commands;

/// <summary>Runs the built program.</summary>
internal static class ProgramRun
{
    public static (int ExitCode, string Output, string Errors) Of(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [TestFolder.Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
