using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;

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

    [Fact]
    public void Choose_SameStyle_DrawsByTheSeedAndNotByTheLimit()
    {
        var corpus = RunAssembly.Prepare(Options);

        var all = EvaluationPairs.Choose(corpus, new());
        var some = EvaluationPairs.Choose(corpus, new() { Limit = 7 });
        var others = EvaluationPairs.Choose(corpus, new() { Seed = 2 });

        Assert.Equal(Ids(all.Where(pair => some.Any(one => one.Id == pair.Id))), Ids(some));
        Assert.NotEqual(Ids(all), Ids(others));
        Assert.True(all.Select(pair => pair.Reference.Source.Text).Distinct().Count() > 3);
    }

    [Fact]
    public void Choose_Overlaps_TakeTheReferencesInWhichMostAndFewestFramesFindTheirPhoneme()
    {
        var corpus = RunAssembly.Prepare(Options);

        var pairs = EvaluationPairs.Choose(corpus, new()
        {
            Protocols = [EvaluationProtocol.MostOverlap, EvaluationProtocol.LeastOverlap]
        });

        Assert.Equal(60, pairs.Count);
        Assert.All(pairs, pair =>
        {
            var found = corpus.ReferencesFor(pair.Target).Select(reference => Found(pair.Target, reference));
            Assert.Equal(pair.Protocol == EvaluationProtocol.MostOverlap ? found.Max() : found.Min(),
                Found(pair.Target, pair.Reference));
        });
    }

    [Theory, InlineData(EvaluationProtocol.OtherEmotion), InlineData(EvaluationProtocol.OtherSpeaker)]
    public void Choose_OtherLabel_TellsAnotherAndKeepsTheReferenceOfSameStyle(EvaluationProtocol protocol)
    {
        var corpus = RunAssembly.Prepare(Options);

        var same = EvaluationPairs.Choose(corpus, new());
        var pairs = EvaluationPairs.Choose(corpus, new() { Protocols = [protocol] });

        Assert.Equal(same.Select(pair => pair.Reference.Source.Id), pairs.Select(pair => pair.Reference.Source.Id));
        Assert.All(pairs, pair =>
        {
            Assert.Equal(protocol == EvaluationProtocol.OtherEmotion, pair.Told.Speaker == pair.Target.Speaker);
            Assert.Equal(protocol == EvaluationProtocol.OtherSpeaker, pair.Told.Emotion == pair.Target.Emotion);
            Assert.Equal(pair.Told, (pair.Heard.Speaker, pair.Heard.Emotion));
            Assert.Same(pair.Reference.Mel, pair.Heard.Mel);
        });
        Assert.True(pairs.Select(pair => pair.Told).Distinct().Count() > 3);
    }

    [Fact]
    public void Choose_OneEmotion_RefusesTheProtocolsThatNeedMore()
    {
        using var tiny = new TinyRun();
        var corpus = TinyRun.Corpus(tiny.Options());

        var fault = Assert.Throws<FaultException>(() => EvaluationPairs.Choose(corpus, new()
        {
            Protocols = [EvaluationProtocol.SameStyle, EvaluationProtocol.OtherEmotion, EvaluationProtocol.OtherSpeaker]
        }));

        Assert.Equal(["evaluate.protocols: other-emotion needs a held-out utterance whose speaker is trained on in its "
            + "emotion, with another text, and in another emotion, but there is none.",
            "evaluate.protocols: other-speaker needs a held-out utterance whose emotion is trained on in its speaker, "
            + "with another text, and in another speaker, but there is none."],
            fault.Faults.Select(one => one.ToString()));
    }

    [Theory]
    [InlineData("evaluate.protocols=[]", "evaluate.protocols must be at least one, but were none.")]
    [InlineData("evaluate.protocols=[\"same-style\",\"same-style\"]",
        "evaluate.protocols must be different, but same-style comes twice.")]
    [InlineData("evaluate.seed=-1", "evaluate.seed must be at least 0, but was -1.")]
    public void Validated_BrokenRule_IsNamed(string setting, string message)
    {
        using var tiny = new TinyRun();

        var fault = Assert.ThrowsAny<FaultException>(() => tiny.Options(setting));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string, string)> Ids(IEnumerable<EvaluationPair> pairs) =>
        pairs.Select(pair => (pair.Target.Source.Id, pair.Reference.Source.Id));

    private static long Found(PreparedUtterance target, PreparedUtterance reference) => target.PhonemeIds
        .Zip(target.KnownDurations).Where(phoneme => reference.PhonemeIds.Contains(phoneme.First))
        .Sum(phoneme => phoneme.Second);

    private static RunOptions Shipped()
    {
        using var tiny = new TinyRun();
        return tiny.Options($"corpus.path={TestFolder.ShippedCorpus}");
    }
}
