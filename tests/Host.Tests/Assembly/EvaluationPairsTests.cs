using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;

namespace Melange.Host.Tests.Assembly;

public sealed class EvaluationPairsTests
{
    private static readonly RunOptions Options = Shipped();

    [Fact]
    public void Choose_ShippedCorpus_TakesEveryHeldOutUtteranceWithAReferenceOfItsStyle()
    {
        var corpus = RunAssembly.Prepare(Options);

        var pairs = EvaluationPairs.Choose(corpus, new() { Shown = 5 });

        Assert.Equal(30, pairs.Count);
        Assert.All(pairs, pair => Assert.True(pair.Target.Source.IsHeldOut && !pair.Reference.Source.IsHeldOut));
        Assert.All(pairs, pair => Assert.Equal(
            (pair.Target.Speaker, pair.Target.Emotion), (pair.Reference.Speaker, pair.Reference.Emotion)));
        Assert.All(pairs, pair => Assert.NotEqual(pair.Target.Source.Text, pair.Reference.Source.Text));
    }

    [Fact]
    public void Choose_FiveShown_ShowsEveryEmotionAndEverySpeaker()
    {
        var corpus = RunAssembly.Prepare(Options);

        var shown = EvaluationPairs.Choose(corpus, new() { Shown = 5 }).Where(pair => pair.IsShown).ToList();

        Assert.Equal(5, shown.Select(pair => pair.Target.Emotion).Distinct().Count());
        Assert.Equal(3, shown.Select(pair => pair.Target.Speaker).Distinct().Count());
    }

    [Fact]
    public void Choose_LimitOfSeven_SpreadsOverAll()
    {
        var corpus = RunAssembly.Prepare(Options);

        var pairs = EvaluationPairs.Choose(corpus, new() { Limit = 7, Shown = 9 });

        Assert.Equal(7, pairs.Count(pair => pair.IsShown));
        Assert.Equal(3, pairs.Select(pair => pair.Target.Speaker).Distinct().Count());
    }

    private static RunOptions Shipped()
    {
        using var tiny = new TinyRun();
        return tiny.Options($"corpus.path={TestFolder.ShippedCorpus}");
    }
}
