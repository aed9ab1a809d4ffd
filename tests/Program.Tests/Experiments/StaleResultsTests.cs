using Melange.Host.Checkpoints;
using Melange.Host.Runs;
using Melange.Host.Tests.Plugins;

namespace Melange.Host.Tests.Experiments;

/// <summary>A finished experiment whose plugins are replaced.</summary>
public sealed class StaleResultsTests : IClassFixture<FinishedOnShelf>, IDisposable
{
    private readonly FinishedOnShelf finished;
    private readonly PluginShelf shelf = new();

    public StaleResultsTests(FinishedOnShelf finished)
    {
        this.finished = finished;
        TestFolder.Copy(finished.Shelf.Folder, shelf.Folder);
    }

    private TrialFolder Trial => new($"{shelf.Folder}/run/mine/seed-1");

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void Ab_PluginOfTrainingReplaced_NamesTheTrialAndWhatToDo()
    {
        var before = File.ReadAllText(Trial.Result);
        Change("Good");

        var (exitCode, output, errors) = Again();

        Assert.Equal(2, exitCode);
        Assert.Matches("^run/mine/seed-1: was trained by other plugins: ~ plugin Good 0.1.0 \\(\\w{8}\\) -> 0.1.0 "
            + "\\(\\w{8}\\)\\. Use --fresh to start it again, --out for another folder, or --accept-differences to "
            + "go on with it\\.\n1 fault; nothing was written\\.\n$", errors);
        Assert.Equal("", output);
        Assert.Equal(before, File.ReadAllText(Trial.Result));
        Assert.Contains("run/mine/seed-1: was trained by other plugins", Melange("check").Errors);
    }

    [Fact]
    public void Ab_PluginOfTrainingAccepted_StillReportsTheOneThatTrained()
    {
        var trained = Trial.ReadResult()!.Plugins!.Trained;
        Change("Good");

        var (exitCode, _, errors) = Again("--accept-differences");

        Assert.Equal(0, exitCode);
        Assert.Contains("~ plugin Good 0.1.0", errors);
        Assert.Equal(States(trained), States(Trial.ReadResult()!.Plugins!.Trained)); // no step was taken by the other
        var good = trained.Single(stamp => stamp.Id == "Good");
        Assert.Contains($"Good {good}", File.ReadAllText($"{shelf.Folder}/run/report.html"));
        Assert.Equal((0, ""), (Again().ExitCode, Again().Errors));                   // it was accepted
    }

    [Fact]
    public void Ab_AcceptedBeforeAndMeasuredByAnotherNow_AsksNotAgain()
    {
        Change("Good");
        Again("--accept-differences");
        Change("VersionOne");

        var (exitCode, output, errors) = Again();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("its weights stand, it is evaluated again: ~ plugin Versioned 1.0.0", output);
    }

    [Fact]
    public void Trial_PluginReplacedSinceTheExperimentBegan_Stops()
    {
        Change("Good");

        var (exitCode, _, errors) = shelf.Melange("trial", "run/mine/seed-1");

        Assert.Equal(2, exitCode);
        Assert.Matches("^run/mine/seed-1: a plugin was changed since the experiment was begun: ~ plugin Good .*\\. "
            + "Run the experiment again\\.\n$", errors);
    }

    [Fact]
    public void Ab_TrainingGoesOnWithAnother_NamesBoth()
    {
        var first = Stamp(Trial.ReadResult()!, "Good");
        Change("Good");

        Assert.Equal(0, Again("--accept-differences", "--set", "training.steps=4").ExitCode);

        var good = Trial.ReadResult()!.Plugins!.Trained.Where(stamp => stamp.Id == "Good").ToList();
        Assert.Equal(2, good.Count);
        Assert.True(good[1].IsSame(first));
    }

    [Fact]
    public void Ab_PluginOfAMetricReplaced_MeasuresAgainAndTrainsNothing()
    {
        Directory.Delete($"{shelf.Plugins}/VersionOne", recursive: true);
        shelf.Add("VersionTwo");
        var weights = Weights();

        var (exitCode, output, errors) = Again();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches("mine, seed 1: its weights stand, it is evaluated again: ~ plugin Versioned 1.0.0 "
            + "\\(\\w{8}\\) -> 2.0.0 \\(\\w{8}\\)\n", output);
        Assert.Equal("version 2.0.0", Trial.ReadResult()!.Metrics["versioned"].Description);
        Assert.Equal("2.0.0", Assert.Single(Trial.ReadResult()!.Plugins!.Measured, IsVersioned).Version);
        Assert.Equal(weights, Weights());
        Assert.DoesNotContain("again", Again().Output);
    }

    [Theory, InlineData("Good"), InlineData("VersionOne")]
    public void Ab_PackedResultsByOtherPlugins_StandBesideWhatIsNew(string plugin)
    {
        foreach (var folder in Directory.GetDirectories(Trial.Path))
            Directory.Delete(folder, recursive: true); // what is packed has no checkpoints and no speech
        Change(plugin);
        var (result, noted) = (File.ReadAllText(Trial.Result), File.ReadAllText(Trial.Plugins));

        var refused = Again();
        var (exitCode, output, errors) = Again("--accept-differences", "--seeds", "2");

        Assert.Contains("run/mine/seed-1: was made by other plugins, and its last checkpoint is gone: ~ plugin ",
            refused.Errors);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("mine, seed 1: its result stands as other plugins made it, since its last checkpoint is gone: ",
            output);
        Assert.DoesNotContain("mine, seed 1: train", output);
        Assert.Equal((result, noted), (File.ReadAllText(Trial.Result), File.ReadAllText(Trial.Plugins)));
        Assert.Equal(2, new TrialFolder($"{shelf.Folder}/run/mine/seed-2").ReadResult()!.Seed);
    }

    [Fact]
    public void Ab_PluginThatNoPartIsOf_ChangesNothing()
    {
        shelf.Add("Marks");
        var written = File.GetLastWriteTimeUtc(Trial.Result);

        Assert.Equal((0, ""), (Again().ExitCode, Again().Errors));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Trial.Result));
        Assert.DoesNotContain("Marks", File.ReadAllText($"{shelf.Folder}/run/report.html"));
    }

    [Fact]
    public void Ab_AnotherSeedByOtherCode_IsRefused()
    {
        Change("Good");

        var (exitCode, _, errors) = Again("--seeds", "2");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("run/mine/seed-1: was trained by other plugins", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"{shelf.Folder}/run/mine/seed-2"));
    }

    [Fact]
    public void Ab_MoreSeeds_AreAddedToWhatIsFinished()
    {
        var written = File.GetLastWriteTimeUtc(Trial.Result);

        var (exitCode, output, errors) = Again("--seeds", "1..2");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Trial.Result));
        Assert.DoesNotContain("mine, seed 1:", output);
        Assert.Equal(2, new TrialFolder($"{shelf.Folder}/run/mine/seed-2").ReadResult()!.Seed);
        Assert.Contains("<dt>Seeds</dt><dd>1, 2</dd>", File.ReadAllText($"{shelf.Folder}/run/report.html"));
        Assert.Contains("run/mine: has several seeds; choose with --model-seed: 1, 2.", Synthesize().Errors);
        Assert.Equal(0, Synthesize("--model-seed", "2").ExitCode);
    }

    [Fact]
    public void Synthesize_ExportedModelWithoutItsPlugin_NamesItFromTheManifest()
    {
        var good = Stamp(Trial.ReadResult()!, "Good");
        Assert.Equal(0, shelf.Melange("export", "run/mine", "--out", "exported").ExitCode);
        Directory.Delete($"{shelf.Plugins}/Good", recursive: true);

        var (exitCode, _, errors) = Speak("exported");

        Assert.Equal(2, exitCode);
        Assert.Equal("exported/model.json: no attention is called 'echo'. Known: f2b, f2f, linear, none, versioned.\n"
            + $"exported/model.json: it was made with plugin 'Good' {good}, which is not installed here; get the "
            + "plugin's folder and run `melange plugins add FOLDER`.\n2 faults; nothing was written.\n", errors);
    }

    [Fact]
    public void Report_FinishedRun_IsWrittenAgainAndTellsOfOtherPlugins()
    {
        var page = $"{shelf.Folder}/run/report.html";
        var good = Stamp(Trial.ReadResult()!, "Good");
        File.Delete(page);
        Change("Good");

        var (exitCode, output, errors) = shelf.Melange("report", "run");

        Assert.Equal(0, exitCode);
        Assert.EndsWith("Report: run/report.html\n", output, StringComparison.Ordinal);
        Assert.Matches(
            "^mine, seed 1: made by other plugins than those that are installed: ~ plugin Good .*\n$", errors);
        Assert.Contains($"Good {good}", File.ReadAllText(page));
    }

    [Fact]
    public void Report_NothingFinished_SaysSo()
    {
        File.Delete(Trial.Result);

        Assert.Equal((2, "run: no trial is finished yet.\n1 fault; nothing was written.\n"),
            (shelf.Melange("report", "run").ExitCode, shelf.Melange("report", "run").Errors));
        Assert.Equal("plugins: is no folder of an experiment: it has no experiment.json.\n"
            + "1 fault; nothing was written.\n", shelf.Melange("report", "plugins").Errors);
    }

    private static bool IsVersioned(PluginStamp stamp) => stamp.Id == "Versioned";

    private static PluginStamp Stamp(TrialResult result, string id) =>
        result.Plugins!.Trained.Single(stamp => stamp.Id == id);

    private static IEnumerable<string> States(IEnumerable<PluginStamp> stamps) =>
        stamps.Select(stamp => $"{stamp.Id} {stamp}");

    // Another hash, as another build has; what it does is the same.
    private void Change(string plugin) => File.WriteAllText($"{shelf.Plugins}/{plugin}/note.txt", "built again");

    private string Weights() =>
        File.GetLastWriteTimeUtc($"{Checkpoint.AllOf(Trial.Checkpoint)[^1].Path}/{Checkpoint.Weights}").ToString("O");

    private (int ExitCode, string Output, string Errors) Again(params string[] more) => Melange("ab", more);

    private (int ExitCode, string Output, string Errors) Melange(string command, params string[] more) =>
        shelf.Melange([command, finished.Experiment, "--out", "run", .. finished.Settings, .. more]);

    private (int ExitCode, string Output, string Errors) Synthesize(params string[] more) => Speak("run/mine", more);

    private (int ExitCode, string Output, string Errors) Speak(string model, params string[] more)
    {
        var corpus = Path.GetFullPath($"{finished.Tiny.Folder}/corpus");
        return shelf.Melange(["synthesize", "--model", model, "--text", "hello", "--out", "hello.wav",
            "--reference", $"{corpus}/wav/slt_neutral_01.wav",
            "--reference-grid", $"{corpus}/textgrid/slt_neutral_01.TextGrid",
            "--set", "synthesis.phonemizer.use=cmudict", .. more]);
    }
}
