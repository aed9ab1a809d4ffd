using Xunit;

namespace Melange.Testing;

public abstract partial class SamplerConformance
{
    /// <summary>Frames outside the mask are zero: in the result, and whenever it asks for a score.</summary>
    [Fact]
    public void Sample_FramesOutsideTheMask_AreZeroAllTheWay()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input;
        var padding = input.Mask.logical_not().unsqueeze(1);
        var watched = input with { Score = (x, time) => { AssertZero(x); return input.Score(x, time); } };

        AssertZero(Sample(watched, FewSteps));

        void AssertZero(Tensor x) => Assert.Equal(0, (x * padding).abs().max().item<double>());
    }

    /// <summary>What the start holds outside the mask, and what the score says there, changes no bit.</summary>
    [Fact]
    public void Sample_PaddingOverwritten_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input;
        var padding = input.Mask.logical_not().unsqueeze(1);
        // each frame hears the others
        var loud = input with { Score = (x, time) => input.Score(x, time) - 0.1 * x.sum(2, keepdim: true) };
        var overwritten = loud with
        {
            Start = loud.Start + 100 * padding,
            Mean = loud.Mean + 100 * padding,
            Score = (x, time) => loud.Score(x, time) + 100 * padding
        };

        TensorAssert.SameBits(Seeded(loud), Seeded(overwritten));
    }

    /// <summary>More padding changes nothing inside a deterministic sampler's result.</summary>
    [Fact]
    public void Sample_MorePadding_LeavesRealFrames()
    {
        if (Order is null)
            return; // longer noise is other noise
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input;
        var padded = new SamplerInput(
            nn.functional.pad(input.Start, (0, 3)), nn.functional.pad(input.Mean, (0, 3)),
            nn.functional.pad(input.Mask, (0, 3)),
            (x, time) => nn.functional.pad(input.Score(x.narrow(2, 0, SamplerExample.Frames), time), (0, 3)),
            input.Random);

        var mel = Sample(padded, FewSteps);

        TensorAssert.Close(Sample(input, FewSteps), mel.narrow(2, 0, SamplerExample.Frames), 1e-12); // float64
        Assert.Equal(0, mel.narrow(2, SamplerExample.Frames, 3).abs().max().item<double>());
    }

    /// <summary>Items do not see each other, not even NaN.</summary>
    [Fact]
    public void Sample_OtherItemOverwritten_GivesTheItemTheSameBits()
    {
        using var scope = NewDisposeScope();
        var input = SamplerExample.Create(process: Process).Input;
        var start = input.Start.clone();
        start[1] = double.NaN;

        var mel = Seeded(input with { Start = start });

        TensorAssert.SameBits(Seeded(input)[0], mel[0]);
    }

    /// <summary>An item gives alone what it gives beside others; a stochastic one's noise is another then.</summary>
    [Fact]
    public void Sample_ItemAlone_GivesWhatItGaveInTheBatch()
    {
        if (Order is null)
            return;
        using var scope = NewDisposeScope();
        var (input, data) = SamplerExample.Create([2, 3, 5], ScalarType.Float64, Process);
        var alone = new GaussianData(
            input.Mean.narrow(0, 1, 1), data.Center.narrow(0, 1, 1), data.Deviation.narrow(0, 1, 1),
            Process);

        var mel = Sample(
            new(input.Start.narrow(0, 1, 1), input.Mean.narrow(0, 1, 1), input.Mask.narrow(0, 1, 1), alone.Score,
                input.Random), FewSteps);

        TensorAssert.Close(Sample(input, FewSteps).narrow(0, 1, 1), mel, 1e-12); // float64
    }

    private Tensor Seeded(SamplerInput input, ulong seed = 1)
    {
        using var random = new Generator(seed);
        return Sample(input with { Random = random }, FewSteps);
    }
}
