using Melange.Testing;

namespace Melange.Plugins.Tests.Noise;

public sealed class ReferenceNoiseTests : NoiseConformance
{
    private const double Tolerance = 1e-6; // float32 values of some units

    protected override INoise Build(NoiseContext context) => new ReferenceNoise(new() { Time = 0.4 }, context);

    // Reference frames that the example's target frames take: of the phonemes 2 2 2 9 3 4 2 and 3 3 2 2 _ in item 0,
    // 4 4 9 9 5 _ _ and 4 2 2 5 4 in item 1.
    private static readonly long[,] Taken = { { 2, 2, 3, -1, 0, -1, 2 }, { 0, 0, -1, -1, 3, -1, -1 } };

    [Theory, InlineData(1, 1.5), InlineData(0.3, 0.5), InlineData(1e-9, 1)]
    public void Draw_PhonemeInTheReference_IsItsDiffusedNoiseThere(double time, double temperature)
    {
        using var scope = NewDisposeScope();
        var example = NoiseExample.Create(seed: 4);
        var options = new ReferenceNoiseOptions { Time = time, Temperature = temperature };

        var noise = new ReferenceNoise(options, new(NoiseExample.Schedule)).Draw(example.Input);

        var integral = 0.05 * time + 0.5 * 19.95 * time * time;
        using var random = new Generator(4);
        var logMel = example.Input.Reference.LogMel;
        var epsilon = randn(logMel.shape, generator: random);
        var own = (logMel - example.ReferenceMean) * Math.Exp(-0.5 * integral)
            + epsilon * Math.Sqrt(1 - Math.Exp(-integral));
        var others = randn(noise.shape, generator: random);
        for (var item = 0; item < NoiseExample.Batch; item++)
            for (var frame = 0; frame < NoiseExample.Frames; frame++)
                if (example.Input.TargetMask[item, frame].item<bool>())
                {
                    var source = Taken[item, frame] < 0 ? others[item, TensorIndex.Colon, frame]
                        : own[item, TensorIndex.Colon, Taken[item, frame]];
                    TensorAssert.Close(source / temperature, noise[item, TensorIndex.Colon, frame], Tolerance);
                }
    }

    [Fact]
    public void Draw_PhonemesOfTheReferencesPadding_CountForNothing()
    {
        using var scope = NewDisposeScope();
        var example = NoiseExample.Create();
        var phonemes = example.Input.Reference.Phonemes.clone();
        phonemes[0, NoiseExample.References - 1] = 9; // a padded frame; the target holds a 9
        var other = example.Input with { Reference = example.Input.Reference with { Phonemes = phonemes } };

        var noise = Build(new(NoiseExample.Schedule)).Draw(other with { Random = new Generator(1) });

        TensorAssert.SameBits(Build(new(NoiseExample.Schedule)).Draw(NoiseExample.Create().Input), noise);
    }

    [Fact]
    public void Draw_ReferenceMeanOfOtherLength_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var input = NoiseExample.Create().Input with { ReferenceMean = () => zeros(2, 3, 6) };

        var fault = Assert.Throws<TensorShapeException>(() => Build(new(NoiseExample.Schedule)).Draw(input));

        Assert.Equal("referenceMean must be [B=2, M=3, R=5], but was [2, 3, 6].", fault.Message);
    }

    [Fact]
    public void Draw_ReferenceOfOtherBins_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var input = NoiseExample.Create().Input;
        var other = input with { Reference = input.Reference with { LogMel = zeros(2, 4, 5) } };

        var fault = Assert.Throws<TensorShapeException>(() => Build(new(NoiseExample.Schedule)).Draw(other));

        Assert.Equal("reference.LogMel must be [B=2, M=3, R], but was [2, 4, 5].", fault.Message);
    }

    [Fact]
    public void Validated_BothRulesBroken_ListsBoth()
    {
        var fault = Assert.Throws<OptionsException>(
            () => new ReferenceNoiseOptions { Time = 1.5, Temperature = -1 }.Validated());

        Assert.Equal(
            "Time must be above 0 and at most 1, but was 1.5.\nTemperature must be above 0 and finite, but was -1.",
            fault.Message);
    }

    [Theory, InlineData(0), InlineData(double.NaN)]
    public void Validated_TimeThatHasNoNoise_Throws(double time) =>
        Assert.Throws<OptionsException>(() => new ReferenceNoiseOptions { Time = time }.Validated());
}
