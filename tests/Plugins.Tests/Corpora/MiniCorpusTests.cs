using Melange.Testing;

namespace Melange.Plugins.Tests.Corpora;

public sealed class MiniCorpusTests : CorpusConformance
{
    private static readonly Lazy<IReadOnlyList<Utterance>> Mini = new(() =>
        new TextGridFolderCorpus(new() { Path = "data/mini" }, new(RepositoryRoot.Find(), new())).Read());

    protected override string Folder => Path.Combine(RepositoryRoot.Find(), "data");

    protected override ICorpus Build(CorpusContext context) =>
        new TextGridFolderCorpus(new() { Path = "mini" }, context);

    [Fact]
    public void Read_Mini_HasItsUtterances()
    {
        Assert.Equal(150, Mini.Value.Count);
        Assert.Equal(30, Mini.Value.Count(item => item.IsHeldOut));
        Assert.Equal(["slt", "awb", "kal16"], Mini.Value.Select(item => item.Speaker).Distinct());
        Assert.Equal(5, Mini.Value.Select(item => item.Emotion).Distinct().Count());
        Assert.Equal(41, Mini.Value.SelectMany(item => item.Phonemes).Distinct().Count());
    }

    [Fact]
    public void Read_Mini_LastsAsLongAsItsReadmeSays() =>
        Assert.Equal(261, Mini.Value.Sum(item => item.Samples.Count / 16000.0), tolerance: 0.5);

    [Fact]
    public void Read_Mini_HasPhonemesThatEndInOrderAndWithTheAudio() => Assert.All(Mini.Value, item =>
    {
        Assert.Equal(item.Phonemes.Count, item.EndSeconds!.Count);
        Assert.Equal(item.Samples.Count / 16000.0, item.EndSeconds[^1]);
        Assert.All(item.EndSeconds.Prepend(0).Zip(item.EndSeconds), part => Assert.True(part.Second > part.First));
    });
}
