using Melange.Host.Training;

namespace Melange.Host.Tests.Training;

public sealed class DivergenceExceptionTests
{
    private static readonly StepReport Report = new(412, new(double.NaN, 1.25, 0.5, null), double.PositiveInfinity,
        LearningRate: 1e-4, Frames: 900, Seconds: 0.2, Suspects: ["slt_happy_03", "awb_sad_01"]);

    [Fact]
    public void Message_WithACheckpoint_NamesStepLossesUtterancesAndCheckpoint() => Assert.Equal(
        "Step 412: the loss or its gradient is not finite: "
        + "diffusion NaN, prior 1.25, duration 0.5, gradient norm Infinity.\n" + """
        Its utterances: slt_happy_03, awb_sad_01.
        The last good checkpoint: run/f2f/seed-1/checkpoint/step-00000400.
        Lower training.learningRate or training.gradientNorm, or look at these utterances.
        """, new DivergenceException(Report, "run/f2f/seed-1/checkpoint/step-00000400").Message);

    [Fact]
    public void Message_BeforeTheFirstCheckpoint_SaysSo() => Assert.Contains(
        "\nThe last good checkpoint: none yet.\n", new DivergenceException(Report, checkpoint: null).Message);

    [Fact]
    public void Run_LossNotFiniteAfterACheckpoint_NamesIt()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options("training.checkpointSteps=2");
        using var training = new TinyTraining(options, TinyRun.Corpus(options));

        var thrown = Assert.Throws<DivergenceException>(() => training.Run($"{tiny.Folder}/run", progress: step =>
        {
            if (step == 3)
                foreach (var target in training.Plan.Corpus.Training)
                    target.Mel.Read().fill_(float.NaN);
        }));

        Assert.Equal("Step 4: the loss or its gradient is not finite: "
            + $"diffusion NaN, prior NaN, duration {Digits(thrown)}, gradient norm NaN.\n" + $"""
            Its utterances: {string.Join(", ", training.Plan.Targets(3).Select(target => target.Source.Id))}.
            The last good checkpoint: {tiny.Folder}/run/step-00000002.
            Lower training.learningRate or training.gradientNorm, or look at these utterances.
            """, thrown.Message);
    }

    private static string Digits(DivergenceException thrown) => thrown.Message.Split("duration ")[1].Split(',')[0];
}
