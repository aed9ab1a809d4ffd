namespace Melange.Plugins.Tests.Corpora;

public sealed class MiniCorpusTests
{
    private static readonly Lazy<IReadOnlyList<Utterance>> Mini = new(() =>
        new TextGridFolderCorpus(new() { Path = "data/mini" }, new(RepositoryRoot.Find(), new())).Read());

    [Fact]
    public void Read_Mini_HasItsUtterances()
    {
        Assert.Equal(150, Mini.Value.Count);
        Assert.Equal(30, Mini.Value.Count(item => item.IsHeldOut));
        Assert.Equal(["slt", "awb", "kal16"], Mini.Value.Select(item => item.Speaker).Distinct());
        Assert.Equal(5, Mini.Value.Select(item => item.Emotion).Distinct().Count());
        Assert.Equal(41, Mini.Value.SelectMany(item => item.Phonemes).Select(part => part.Phoneme).Distinct().Count());
    }

    [Fact]
    public void Read_Mini_LastsAsLongAsItsReadmeSays() =>
        Assert.Equal(261, Mini.Value.Sum(item => item.Samples.Count / 16000.0), tolerance: 0.5);

    [Fact]
    public void Read_Mini_HasPhonemesFromStartToEndWithoutGap() => Assert.All(Mini.Value, item =>
    {
        Assert.Equal(0, item.Phonemes[0].StartSeconds);
        Assert.Equal(item.Samples.Count / 16000.0, item.Phonemes[^1].EndSeconds);
        Assert.All(item.Phonemes.Zip(item.Phonemes.Skip(1)), pair =>
            Assert.Equal(pair.First.EndSeconds, pair.Second.StartSeconds));
        Assert.All(item.Phonemes, part => Assert.True(part.EndSeconds > part.StartSeconds));
    });
}
