using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : EncoderConformance
{
    protected override ITextEncoder Build(EncoderContext context) => new PartName(new() { Channels = 6 }, context);

    [Fact]
    public void Encode_FarPhonemeChanged_LeavesTheMeanOfTheFirst()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var encoder = new PartName(new() { Channels = 6, KernelSize = 3 }, Context);
        var text = Example();
        var other = text.Phonemes.clone();
        other[0, 3] = 9 - other[0, 3]; // three places on: two convolutions of size 3 hear two

        var mean = encoder.Encode(text).Mean[0];
        var changed = encoder.Encode(text with { Phonemes = other }).Mean[0];

        TensorAssert.SameBits(mean.narrow(1, 0, 1), changed.narrow(1, 0, 1));
        Assert.False(mean.narrow(1, 1, 1).allclose(changed.narrow(1, 1, 1)));
    }
}
