using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : ProcessConformance
{
    protected override IProcess Build(ProcessContext context) => new PartName();

    [Fact]
    public void Noisy_AnyTime_KeepsTheVarianceOfUnitData()
    {
        var process = new PartName();
        foreach (var time in new[] { 0, 0.2, 0.7, 1 })
            Assert.Equal(1, Math.Pow(process.Decay(time), 2) + Math.Pow(process.Spread(time), 2), 1e-12);
    }
}
