using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : PhonemizerConformance, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("words-").FullName;

    protected override string Sentence => "The boy, found: a toy.";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    protected override IPhonemizer Build() =>
        WithWords("the dh ax\nboy b oy # a comment\nfound f aw n d\na ax\ntoy t oy\n");

    [Fact]
    public void Phonemize_WordsAndCommas_PausesAtBothEndsAndBetween() =>
        Assert.Equal("pau b oy pau dh ax t oy pau", string.Join(' ', Build().Phonemize("Boy, the TOY!")));

    [Fact]
    public void Phonemize_WordThatIsNotListed_NamesItAndItsNeighbour()
    {
        var fault = Assert.Throws<FaultException>(() => Build().Phonemize("the toyy"));

        Assert.Equal("text: 'toyy' must be in the list of words, but is not. Did you mean 'toy'?", fault.Message);
    }

    [Fact]
    public void Construct_WordWithoutPhonemes_NamesTheLine()
    {
        var fault = Assert.Throws<FaultException>(() => WithWords("the dh ax\nboy\n"));

        Assert.Equal("words.txt:2: 'boy' must have phonemes, but has none.", fault.Message);
    }

    private PartName WithWords(string list)
    {
        File.WriteAllText(Path.Combine(folder, "words.txt"), list);
        return new(new() { Path = "words.txt" }, new(folder));
    }
}
