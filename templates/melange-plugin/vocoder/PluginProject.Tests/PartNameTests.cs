using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : VocoderConformance
{
    protected override IVocoder Build(VocoderContext context) => new PartName(new(), context);

    [Fact]
    public void Vocode_OtherSeed_GivesOtherPhases()
    {
        using var scope = NewDisposeScope();
        using var filters = ones(Format.Bins, Format.FftSize / 2 + 1);
        using var vocoder = new PartName(new(), new(Format, filters));
        var (first, second) = (new Generator(1), new Generator(2));

        Assert.False(vocoder.Vocode(Example(9), first).allclose(vocoder.Vocode(Example(9), second)));
    }
}
