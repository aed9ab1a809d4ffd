using System.Diagnostics;

namespace Melange.Host.Tests.Experiments;

/// <summary>Runs <c>melange ab</c> on a tiny experiment.</summary>
internal static class AbProgram
{
    public static string[] Results(TinyRun tiny) =>
        Directory.GetFiles($"{tiny.Folder}/run", "result.json", SearchOption.AllDirectories);

    public static (int ExitCode, string Output, string Errors) Run(
        TinyRun tiny, string[] more, string? experiment = null)
    {
        using var process = Start(tiny, more, experiment ?? tiny.Experiment);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    public static Process Start(TinyRun tiny, string[] more, string experiment) => Process.Start(
        new ProcessStartInfo("dotnet", [TestFolder.Program, "ab", experiment, "--out", $"{tiny.Folder}/run", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
}
