using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments;

/// <summary>A disk that takes no checkpoint of one of two variants.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public void Ab_CheckpointThatCannotBeWritten_IsAFaultOfThatTrialAndTheOtherGoesOn()
    {
        using var tiny = new TinyRun();
        Directory.CreateDirectory($"{tiny.Folder}/run/f2f/seed-1");
        File.WriteAllText($"{tiny.Folder}/run/f2f/seed-1/checkpoint", "no folder"); // root may write anywhere else

        var (exitCode, _, errors) = AbProgram.Run(tiny, ["--set", "training.steps=3"]);

        Assert.Equal(1, exitCode);
        Assert.Matches("f2f, seed 1 failed:\nThe worker ended with exit code 2.\n"
            + $"{tiny.Folder}/run/f2f/seed-1/checkpoint: the checkpoint of step 2 cannot be written: .* There is "
            + "none before it; with room and rights the same command goes on.\n", errors);
        Assert.NotNull(new TrialFolder($"{tiny.Folder}/run/f2b/seed-1").ReadResult());
    }
}
