using Melange.Host.Tests.Plugins;

namespace Melange.Host.Tests.Experiments;

/// <summary>Runs <c>melange ab</c> on a tiny experiment.</summary>
internal static class AbProgram
{
    public static string[] Results(TinyRun tiny) =>
        Directory.GetFiles($"{tiny.Folder}/run", "result.json", SearchOption.AllDirectories);

    public static (int ExitCode, string Output, string Errors) Run(
        TinyRun tiny, string[] more, string? experiment = null) =>
        MelangeProgram.Here(["ab", experiment ?? tiny.Experiment, "--out", $"{tiny.Folder}/run", .. more]);

    /// <summary>Runs other variants of the tiny run where a user has plugins; results are in <c>run</c>.</summary>
    public static (int ExitCode, string Output, string Errors) Run(
        TinyRun tiny, PluginShelf shelf, string variants, params string[] more)
    {
        var experiment = $"{tiny.Folder}/shelf.json";
        File.WriteAllText(experiment, $$"""
            { "base": "tiny.json", "variants": {{variants}}, "seeds": [1], "workers": 2, "timingRounds": 0 }
            """);
        return shelf.Melange(["ab", Path.GetFullPath(experiment), "--out", "run",
            "--set", $"corpus.path={Path.GetFullPath($"{tiny.Folder}/corpus")}", .. more]);
    }
}
