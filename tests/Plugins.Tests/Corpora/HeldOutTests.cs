using Melange.Plugins.Tests.Corpora.Layouts;

namespace Melange.Plugins.Tests.Corpora;

/// <summary>What is kept out of training: a share, by a seed; a list; of some speakers.</summary>
public sealed class HeldOutTests : IDisposable
{
    private const int Sentences = 40;
    private readonly StandIn corpus = new();
    private EsdOptions options = new() { Path = "esd", Phonemizer = StandIn.Letters };

    // Two speakers say the same sentences in two emotions, one of them with other punctuation.
    public HeldOutTests()
    {
        foreach (var speaker in new[] { "0011", "0012" })
            foreach (var emotion in new[] { "Angry", "Sad" })
                for (var i = 0; i < Sentences; i++)
                    corpus.Speak(8000, $"esd/{speaker}/{emotion}/{speaker}_{emotion}{i:00}.wav");
        foreach (var (speaker, end) in new[] { ("0011", "."), ("0012", " !") })
            corpus.Write($"esd/{speaker}/{speaker}.txt", string.Concat(
                from emotion in new[] { "Angry", "Sad" }
                from i in Enumerable.Range(0, Sentences)
                select $"{speaker}_{emotion}{i:00}\tSentence {i}{end}\t{emotion}\n"));
    }

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Share_ByDefault_IsDrawnAlikeOfEachSpeakerAndEmotion()
    {
        var byStyle = Read().GroupBy(item => (item.Speaker, item.Emotion)).ToList();

        Assert.Equal(4, byStyle.Count);
        Assert.All(byStyle, style => Assert.Equal(2, style.Count(item => item.IsHeldOut))); // 5 % of 40
    }

    [Fact]
    public void Share_TextThatSeveralSay_IsInOnePartAlone()
    {
        options = options with { HeldOut = new() { Share = 0.3 } };

        var read = Read();

        var heldOut = read.Where(item => item.IsHeldOut).Select(Said).ToHashSet();
        Assert.Equal(12, heldOut.Count);
        Assert.DoesNotContain(read, item => !item.IsHeldOut && heldOut.Contains(Said(item)));
    }

    [Fact]
    public void Share_Seed_DecidesWhichTexts()
    {
        var first = HeldOut();
        var again = HeldOut();
        options = options with { HeldOut = new() { Seed = 2 } };
        var other = HeldOut();

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(first.Count, other.Count);
    }

    [Fact]
    public void Share_CorpusThatGrows_KeepsItsChoice()
    {
        var before = HeldOut();
        corpus.Write("esd/0013/0013.txt", "0013_1\tSent.\tSad\n0013_2\tTen.\tSad\n0013_3\tCent.\tSad\n");
        corpus.Speak(8000, "esd/0013/Sad/0013_1.wav", "esd/0013/Sad/0013_2.wav", "esd/0013/Sad/0013_3.wav");

        Assert.Equal(before, HeldOut().Where(id => !id.StartsWith("0013", StringComparison.Ordinal)));
    }

    [Fact]
    public void Share_FewTexts_LeavesTwoToEachSpeakerAndEmotion()
    {
        options = options with { HeldOut = new() { Share = 0.99 } };

        Assert.All(Read().Where(item => !item.IsHeldOut).GroupBy(item => (item.Speaker, item.Emotion)),
            style => Assert.Equal(2, style.Select(Said).Distinct().Count()));
    }

    [Fact]
    public void Share_Zero_KeepsNothingOut()
    {
        options = options with { HeldOut = new() { Share = 0 } };

        Assert.Empty(HeldOut());
    }

    [Fact]
    public void Share_NothingCanBeDrawn_IsAFault()
    {
        corpus.Write("few/0011/0011.txt", "0011_1\tOne.\tSad\n0011_2\tTwo.\tSad\n");
        corpus.Speak(8000, "few/0011/Sad/0011_1.wav", "few/0011/Sad/0011_2.wav");
        options = options with { Path = "few" };

        Assert.Equal(["few: heldOut must keep a text out of training, but then a speaker and emotion would keep fewer "
            + "than 2 texts."], corpus.Faults(Corpus()));
    }

    [Fact]
    public void Share_PhonemeThatOnlyDrawnTextsHave_GoesBackToTraining()
    {
        var drawn = Read().Where(item => item.IsHeldOut).ToList();
        options = options with { Phonemizer = new("odd", _ => new OddPhonemizer(drawn[0].Text)) };

        var heldOut = HeldOut();

        Assert.Equal(drawn.Where(item => Said(item) != Said(drawn[0])).Select(item => item.Id), heldOut);
        Assert.NotEmpty(heldOut);
        Assert.Equal("Drawn texts that went back to training, as no other text has one of their phonemes: 1.",
            corpus.Log.Told[^1]);
    }

    [Fact]
    public void Share_EachDrawnTextHasAPhonemeOfItsOwn_IsAFault()
    {
        options = options with { Phonemizer = new("own", _ => new OwnPhonemizer()) };

        Assert.Equal(["esd: heldOut must keep a text out of training, but each that was drawn has a phoneme that no "
            + "other text has."], corpus.Faults(Corpus()));
    }

    [Fact]
    public void Speakers_SomeOfThem_GiveTheTexts()
    {
        corpus.Write("esd/0013/0013.txt", "0013_1\tSent.\tSad\n0013_2\tTen.\tSad\n0013_3\tCent.\tSad\n");
        corpus.Speak(8000, "esd/0013/Sad/0013_1.wav", "esd/0013/Sad/0013_2.wav", "esd/0013/Sad/0013_3.wav");
        options = options with { HeldOut = new() { Speakers = ["0013"] } };

        Assert.StartsWith("0013_", Assert.Single(HeldOut()));
    }

    [Fact]
    public void Speakers_UnknownOne_IsNamed()
    {
        options = options with { HeldOut = new() { Speakers = ["0012", "11"] } };

        Assert.Equal(["esd: heldOut.speakers must name speakers of the corpus, but has '11'. Did you mean '0011'?"],
            corpus.Faults(Corpus()));
    }

    [Fact]
    public void File_OfTextsAndIds_KeepsTheirTextsOut()
    {
        corpus.Write("esd/test.txt", "Sentence 3.\n0012_Sad07\n");
        options = options with { HeldOut = "test.txt" };

        Assert.Equal(["0011_Angry03", "0011_Angry07", "0011_Sad03", "0011_Sad07",
            "0012_Angry03", "0012_Angry07", "0012_Sad03", "0012_Sad07"], HeldOut());
    }

    [Fact]
    public void File_UnknownLine_IsNamed()
    {
        corpus.Write("esd/test.txt", "Sentence 41\n");
        options = options with { HeldOut = "test.txt" };

        Assert.Equal(["esd/test.txt:1: no utterance says 'Sentence 41'. Did you mean 'Sentence 4.'?"],
            corpus.Faults(Corpus()));
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        var broken = new HeldOutOptions { File = "a.txt", Share = 1, Seed = -1 };

        var failure = Assert.Throws<OptionsException>(() => broken.Validated());

        Assert.Equal("Share must be at least 0 and below 1, but was 1.\nSeed must be at least 0, but was -1.\n"
            + "File must stand without Share and Speakers, but was 'a.txt' beside them.", failure.Message);
    }

    private EsdCorpus Corpus() => new(options, corpus.Context, corpus.Log);

    private IReadOnlyList<Utterance> Read() => Corpus().Read();

    private List<string> HeldOut() => [.. Read().Where(item => item.IsHeldOut).Select(item => item.Id)];

    private static string Said(Utterance item) => item.Text.TrimEnd('.', ' ', '!');

    private sealed class OddPhonemizer(string odd) : IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) => text == odd ? ["o", "zh"] : ["o"];
    }

    private sealed class OwnPhonemizer : IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) => [text];
    }
}
