using Melange.Host.Runs;
using Melange.Host.Tests.Probing;

namespace Melange.Host.Tests.Experiments;

/// <summary>An experiment that goes on with other settings than it began with.</summary>
[Collection(OfOneTrainedRun.Name)]
public sealed class ContinuedExperimentTests(TrainedRun run)
{
    [Fact]
    public void Ab_OtherSettingsAccepted_GoesOnFromTheLastCheckpoint()
    {
        var folder = run.Copy("accepted");

        var (exitCode, errors) = run.Again(
            folder, "training.steps=4", "--set", "training.learningRate=0.01", "--accept-differences");

        Assert.Equal(0, exitCode);
        Assert.Contains($"{folder}/f2f/seed-1: does not fit (- missing, + too many, ~ other); "
            + "going on with what fits:\n  training.steps 3 → 4\n  training.learningRate (unset) → 0.01\n"
            + "  So it is with 1 more: f2b, seed 1.\n", errors);
        // The rates of the steps done are others now: the worker tells of both.
        Assert.Contains("  ~ config training.steps 3 → 4\n  ~ config training.learningRate (unset) → 0.01\n",
            File.ReadAllText(Trial(folder).Log));
        Assert.Equal([1, 2, 3, 4], Trial(folder).ReadResult()!.Losses.Select(point => point.Step));
    }

    [Fact]
    public void Ab_MoreStepsForATrialThatIsNotComplete_GoesOnWithoutAsking()
    {
        var folder = run.Copy("incomplete");
        foreach (var result in Directory.GetFiles(folder, "result.json", SearchOption.AllDirectories))
            File.Delete(result);

        var (exitCode, errors) = run.Again(folder, "training.steps=4");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal(["step-00000003", "step-00000004"],
            Directory.GetDirectories(Trial(folder).Checkpoint).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Ab_CheckpointThatIsDamaged_NamesItAndReportsTheRest()
    {
        var folder = run.Copy("damaged");
        File.Delete(Trial(folder).Result);
        File.WriteAllText($"{Trial(folder).Checkpoint}/step-00000003/checkpoint.json", "{");

        var (exitCode, errors) = run.Again(folder, "training.steps=3");

        Assert.Equal(1, exitCode);
        Assert.Contains("it cannot be taken up: ", errors);
        Assert.DoesNotContain("nothing was written", errors);
        Assert.Contains("it cannot be taken up: ", File.ReadAllText($"{folder}/report.html"));
        Assert.DoesNotContain("nothing was written", File.ReadAllText($"{folder}/report.html"));
    }

    private static TrialFolder Trial(string folder) => new($"{folder}/f2f/seed-1");
}
