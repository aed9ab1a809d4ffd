using Melange.Host.Runs;
using Melange.Host.Tests.Probing;

namespace Melange.Host.Tests.Experiments;

/// <summary>An experiment that goes on with other settings than it began with.</summary>
public sealed class ContinuedExperimentTests : IDisposable
{
    private readonly TinyRun tiny = new();

    [Fact]
    public void Ab_OtherSettingsAccepted_GoesOnFromTheLastCheckpoint()
    {
        Ab("training.steps=3");

        var (exitCode, errors) = Ab("training.steps=4", "training.learningRate=0.01", accept: true);

        Assert.Equal(0, exitCode);
        Assert.Contains($"{tiny.Folder}/run/f2b/seed-1: does not fit (- missing, + too many, ~ other); "
            + "going on with what fits:\n  training.steps 3 → 4\n  training.learningRate (unset) → 0.01\n", errors);
        // The rates of the steps done are others now: the worker tells of both.
        Assert.Contains("  ~ config training.steps 3 → 4\n  ~ config training.learningRate (unset) → 0.01\n",
            File.ReadAllText(Trial.Log));
        Assert.Equal([1, 2, 3, 4], Trial.ReadResult()!.Losses.Select(point => point.Step));
    }

    [Fact]
    public void Ab_MoreStepsForATrialThatIsNotComplete_GoesOnWithoutAsking()
    {
        Ab("training.steps=3");
        foreach (var result in Directory.GetFiles($"{tiny.Folder}/run", "result.json", SearchOption.AllDirectories))
            File.Delete(result);

        var (exitCode, errors) = Ab("training.steps=4");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal(["step-00000003", "step-00000004"],
            Directory.GetDirectories(Trial.Checkpoint).Select(Path.GetFileName).Order());
    }

    public void Dispose() => tiny.Dispose();

    private TrialFolder Trial => new($"{tiny.Folder}/run/f2f/seed-1");

    private (int ExitCode, string Errors) Ab(string setting, string? more = null, bool accept = false)
    {
        string[] given = more is null ? [setting] : [setting, more];
        var (exitCode, _, errors) = TrainedRun.Melange([
            "ab", tiny.Experiment, "--out", $"{tiny.Folder}/run", .. given.SelectMany(each => new[] { "--set", each }),
            .. accept ? ["--accept-differences"] : Array.Empty<string>()]);
        return (exitCode, errors);
    }
}
