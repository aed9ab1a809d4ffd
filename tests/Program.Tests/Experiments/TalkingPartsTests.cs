using Melange.Host.Tests.Plugins;

namespace Melange.Host.Tests.Experiments;

/// <summary>A part that prints what the host itself might say is heard as what it is.</summary>
public sealed class TalkingPartsTests : IDisposable
{
    private const string Part = "[plugin 'Misbehaves' 0.1.0 (plugins/Misbehaves), ";
    private const string Running = $"{Part}running as attention 'talks' at down.0] ";

    // What it prints, in the order of its calls.
    private const string Said = $$"""
        {{Running}}{"phase":"train","done":998,"of":999}
        {{Running}}{}
        {{Running}}.I attend.
        {{Running}}warn: Melange.TestPlugins.TalkingAttention: I log much.

        """;

    private const string Built = $"{Part}being built as attention 'talks' at down.0] I am built.\n";

    private readonly TinyRun tiny = new();
    private readonly PluginShelf shelf = new();

    public TalkingPartsTests() => shelf.Add("Misbehaves");

    public void Dispose()
    {
        tiny.Dispose();
        shelf.Dispose();
    }

    [Fact]
    public void Ab_ThenSynthesize_PartsAreInTheLogAndProgressIsTheHosts()
    {
        var (exitCode, output, _) = Ab("{}");
        var spoken = Speak();

        Assert.Equal((0, 0), (exitCode, spoken.ExitCode));
        Assert.Contains("mine, seed 1: train 3 of 3", output);
        Assert.DoesNotContain("998", output);
        Assert.DoesNotContain("I am built", output);
        var log = File.ReadAllText($"{shelf.Folder}/run/mine/seed-1/worker.log");
        Assert.Contains(Built, log);
        Assert.Contains(Said, log);
        Assert.StartsWith(Built, spoken.Errors);
        Assert.Contains(Said, spoken.Errors);
        Assert.Matches("^[0-9.]+ s of speech", spoken.Output);
    }

    [Fact]
    public void Ab_PartThatFloods_IsCutWithAWordAndCompletes()
    {
        var (exitCode, output, errors) = Ab("""{ "floodMegabytes": 10 }""");

        Assert.Equal(0, exitCode);
        Assert.All(errors.TrimEnd().Split('\n'), line => Assert.EndsWith("I am built.", line)); // in the check before
        Assert.Contains("mine, seed 1: train 3 of 3", output);
        var log = new FileInfo($"{shelf.Folder}/run/mine/seed-1/worker.log");
        Assert.InRange(log.Length, 1_000_000, 11_000_000);
        Assert.Contains($"{Running}It has printed 1000000 characters; the rest is left out.",
            File.ReadAllText(log.FullName));
    }

    [Fact]
    public void Check_PartThatPrints_IsHeardBesideTheTable()
    {
        WriteExperiment("{}");

        var (exitCode, output, errors) = shelf.Melange("check", Experiment,
            "--set", $"corpus.path={Path.GetFullPath($"{tiny.Folder}/corpus")}");

        Assert.Equal(0, exitCode);
        Assert.Contains(Built, errors);
        Assert.Contains(Said, errors);
        Assert.DoesNotContain("998", output);
    }

    private string Experiment => Path.GetFullPath($"{tiny.Folder}/shelf.json");

    private (int ExitCode, string Output, string Errors) Ab(string options) =>
        AbProgram.Run(tiny, shelf, $$"""{ "mine": {{Variant(options)}} }""", "--set", "training.steps=3");

    private (int ExitCode, string Output, string Errors) Speak() => shelf.Melange("synthesize", "--model", "run/mine",
        "--text", "A toy.", "--set", "synthesis.phonemizer.use=cmudict", "--out", "toy.wav",
        "--reference", Path.Combine(TestFolder.ShippedCorpus, "wav/slt_neutral_01.wav"),
        "--reference-text", "The young boy found a toy.");

    private void WriteExperiment(string options) => File.WriteAllText(Experiment, $$"""
        { "base": "tiny.json", "timingRounds": 0, "variants": { "mine": {{Variant(options)}} } }
        """);

    private static string Variant(string options) => $$"""
        { "model": { "estimator": { "attention":
          { "use": "talks", "heads": null, "features": null, {{options.Trim('{', '}')}} } } } }
        """;
}
