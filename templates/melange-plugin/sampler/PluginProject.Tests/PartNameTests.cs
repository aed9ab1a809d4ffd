using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : SamplerConformance
{
    /// <summary>Its error halves when the steps double.</summary>
    protected override int? Order => 1;

    protected override ISampler Build(int steps, SamplerContext context) =>
        new PartName(new() { Steps = steps }, context);

    protected override int ScoresOf(int steps) => steps;

    [Fact]
    public void Sample_ScoreThatCancelsTheDrift_StaysWhereItStarts()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var (start, mean) = (randn([2, 3, 5], generator: random), zeros(2, 3, 5));
        var input = new SamplerInput(start, mean, ones(2, 5, dtype: ScalarType.Bool), (x, _) => mean - x, random);

        var mel = Build(steps: 7, new(new())).Sample(input);

        TensorAssert.Close(start, mel, 1e-6);
    }
}
