using Melange.Testing;

namespace Melange.Plugins.Tests.Processes;

public sealed class FlowMatchingProcessTests : ProcessConformance
{
    protected override IProcess Build(ProcessContext context) => new FlowMatchingProcess(new());

    [Fact]
    public void Noisy_ByHand_IsOnTheLineFromNoiseToData()
    {
        using var scope = NewDisposeScope();
        var process = new FlowMatchingProcess(new() { SigmaMin = 0.1 });
        var example = new ProcessExample(Value(2), Value(5), Value(-1), tensor(new[] { 0.75 }));

        // τ = 0.25: 0.25·2 + (1 − 0.9·0.25)·(−1), v = 2 − 0.9·(−1)
        Assert.Equal(0.5 - 0.775, process.Noisy(example).item<double>(), 1e-12);
        Assert.Equal(3 - 2.9, process.Deviation(Value(3), example).item<double>(), 1e-12);
        Assert.Equal(0, process.Center(Value(5)).item<double>());
    }

    [Fact]
    public void Data_VelocityOfTheLine_IsItsEndWhereverItIs()
    {
        using var scope = NewDisposeScope();
        var process = new FlowMatchingProcess(new());
        foreach (var time in new[] { 1.0, 0.6, 0.0 })
        {
            var noisy = process.Noisy(new(Value(2), Value(5), Value(-1), tensor(new[] { time })));

            Assert.Equal(2, process.Data(Value(2 + (1 - 1e-4)), new(noisy, Value(5), time)).item<double>(), 1e-9);
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(-0.1), InlineData(double.NaN)]
    public void Options_SigmaMin_IsWithinItsRange(double sigma)
    {
        var fault = Assert.Throws<OptionsException>(() => new FlowMatchingProcess(new() { SigmaMin = sigma }));

        Assert.Equal($"SigmaMin must be above 0 and below 1, but was {sigma}.", fault.Message);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(double.NaN)]
    public void Options_DataDeviation_IsAboveZero(double deviation)
    {
        var fault = Assert.Throws<OptionsException>(() => new FlowMatchingProcess(new() { DataDeviation = deviation }));

        Assert.Equal($"DataDeviation must be above 0, but was {deviation}.", fault.Message);
    }

    private static Tensor Value(double value) => full([1, 1, 1], value, dtype: float64);
}

/// <summary>Flow matching over data that are near their mu.</summary>
public sealed class NearDataProcessTests : ProcessConformance
{
    protected override double DataDeviation => 0.3;

    protected override IProcess Build(ProcessContext context) =>
        new FlowMatchingProcess(new() { DataDeviation = DataDeviation });
}
