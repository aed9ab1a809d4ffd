using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Tests.Assembly;

public sealed class ReferenceCheckTests
{
    private static readonly TrainingOptions Default = new();

    [Fact]
    public void Run_EveryoneHasAReference_SaysNothing() =>
        Assert.Empty(ReferenceCheck.Run(Corpus(("a", "x", "sad"), ("b", "x", "sad")), Default));

    [Fact]
    public void Run_TrainingUtterancesAlone_AreRefusedWithWhatToDo()
    {
        var corpus = Corpus(("a", "x", "sad"), ("b", "x", "sad"), ("c", "x", "glad"), ("c", "y", "glad"));

        var fault = Assert.Throws<FaultException>(() => ReferenceCheck.Run(corpus, Default));

        Assert.Equal("list.csv:3: 2 of 4 training utterances have no reference: no training utterance of their speaker "
            + "and emotion says something else; 'u2' is the first. training.references: same-speaker leaves 1 of them. "
            + "training.references: any leaves 0 of them. training.ownReference: true trains each of them on itself.",
            fault.Message);
    }

    [Fact]
    public void Run_AskedFor_CountsThem()
    {
        var corpus = Corpus(("a", "x", "sad"), ("b", "x", "glad"));

        var notices = ReferenceCheck.Run(corpus, new() { OwnReference = true });

        Assert.Equal(["2 of 2 training utterances are their own reference, as training.ownReference allows."], notices);
    }

    [Theory]
    [InlineData(ReferenceRule.SameStyle, "no training utterance of their speaker and emotion", true)]
    [InlineData(ReferenceRule.SameSpeaker, "no training utterance of their speaker", true)]
    [InlineData(ReferenceRule.Any, "", false)]
    public void Run_HeldOutUtterancesAlone_AreCounted(ReferenceRule rule, string meant, bool isAlone)
    {
        var corpus = Corpus(("a", "x", "sad"), ("b", "x", "sad"), ("a", "y", "sad"), ("b", "y", "sad"),
            ("-c", "x", "sad"), ("-a", "x", "sad"), ("-d", "y", "sad")).Under(rule);
        var lonely = Corpus(("a", "x", "sad"), ("b", "x", "sad"), ("a", "y", "sad"), ("-c", "x", "sad"),
            ("-a", "y", "sad")).Under(rule);

        Assert.Empty(ReferenceCheck.Run(corpus, Default with { References = rule }));
        var notices = ReferenceCheck.Run(lonely, Default with { References = rule, OwnReference = true });

        Assert.Equal(isAlone, notices.Any(notice => notice.StartsWith("1 of 2 held-out utterances are not evaluated: "
            + $"{meant} says something else; 'u4' is the first. ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ReferenceRule.SameStyle, "u1")]
    [InlineData(ReferenceRule.SameSpeaker, "u1 u3")]
    [InlineData(ReferenceRule.Any, "u1 u3 u4")]
    public void ReferencesFor_Rule_GivesThoseThatSaySomethingElseInTheirOrder(ReferenceRule rule, string expected)
    {
        var corpus = Corpus(("a", "x", "sad"), ("b", "x", "sad"), ("a", "x", "glad"), ("c", "x", "glad"),
            ("d", "y", "glad"), ("a", "y", "sad")).Under(rule);

        var references = corpus.ReferencesFor(corpus.Training[0]);

        Assert.Equal(expected, string.Join(' ', references.Select(reference => reference.Source.Id)));
        Assert.Equal(references, Enumerable.Range(0, references.Count).Select(i => references[i]));
    }

    // Text, speaker and emotion of each; a held-out text has a dash.
    private static PreparedCorpus Corpus(params (string Text, string Speaker, string Emotion)[] utterances) =>
        PreparedCorpus.Of([.. utterances.Select((item, i) => new Utterance($"u{i}", item.Text.TrimStart('-'),
            item.Speaker, item.Emotion, new float[2048], ["ae"], null, IsHeldOut: item.Text[0] == '-')
        { File = "list.csv", Line = i + 1 })], new());
}
