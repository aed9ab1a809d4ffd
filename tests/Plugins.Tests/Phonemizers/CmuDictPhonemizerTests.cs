using Melange.Testing;

namespace Melange.Plugins.Tests.Phonemizers;

public sealed class CmuDictPhonemizerTests : PhonemizerConformance
{
    [Theory]
    [InlineData("The young boy found a toy.", "pau dh ax y ah ng b oy f aw n d ax t oy pau")]
    [InlineData("hello, world!", "pau hh ax l ow pau w er l d pau")]
    public void Phonemize_Text_GivesFlitesNotation(string text, string phonemes) =>
        Assert.Equal(phonemes, Phonemizers.CmuDict().Read(text));

    protected override IPhonemizer Build() => Phonemizers.CmuDict();
}
