using Melange.Testing;

namespace Melange.Plugins.Tests.Noise;

public sealed class GaussianNoiseTests : NoiseConformance
{
    protected override INoise Build(NoiseContext context) => new GaussianNoise(new());

    [Theory, InlineData(1.5), InlineData(0.5)]
    public void Draw_Temperature_DividesTheGeneratorsNormalNumbers(double temperature)
    {
        using var scope = NewDisposeScope();
        var input = NoiseExample.Create(seed: 4).Input;
        using var random = new Generator(4);

        var noise = new GaussianNoise(new() { Temperature = temperature }).Draw(input);

        var expected = randn(input.Mean.shape, generator: random) / temperature * input.TargetMask.unsqueeze(1);
        TensorAssert.SameBits(expected, noise);
    }

    [Theory, InlineData(0, "0"), InlineData(double.NaN, "NaN"), InlineData(double.PositiveInfinity, "Infinity")]
    public void Construct_TemperatureOutOfRange_SaysWhatToChange(double temperature, string shown)
    {
        var thrown = Assert.Throws<OptionsException>(() => new GaussianNoise(new() { Temperature = temperature }));

        Assert.Equal($"Temperature must be above 0 and finite, but was {shown}.", thrown.Message);
    }
}
