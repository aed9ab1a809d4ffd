using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any phonemizer; derive a test class from it and build yours.</summary>
public abstract class PhonemizerConformance
{
    private const int LongTextWords = 1_000;
    private const int Calls = 8;

    /// <summary>A sentence that the phonemizer can read; a plain English one if not said.</summary>
    protected virtual string Sentence => "The young boy found a toy.";

    /// <summary>A word that the phonemizer can read; an English one if not said.</summary>
    protected virtual string Word => "boy";

    /// <summary>Builds the phonemizer under test.</summary>
    protected abstract IPhonemizer Build();

    /// <summary>A sentence has phonemes, each with a name that has no white space.</summary>
    [Fact]
    public void Phonemize_Sentence_GivesPhonemesWithNames() => AssertNamed(Build().Phonemize(Sentence));

    /// <summary>The same text gives the same phonemes, from the same phonemizer and from another.</summary>
    [Fact]
    public void Phonemize_Again_GivesTheSame()
    {
        var phonemizer = Build();

        var phonemes = phonemizer.Phonemize(Sentence);

        Assert.Equal(phonemes, phonemizer.Phonemize(Sentence));
        Assert.Equal(phonemes, Build().Phonemize(Sentence));
    }

    /// <summary>What was read before does not matter.</summary>
    [Fact]
    public void Phonemize_AfterOtherTexts_GivesTheSame()
    {
        var phonemizer = Build();
        var phonemes = phonemizer.Phonemize(Sentence);

        phonemizer.Phonemize(Word);
        Assert.Throws<FaultException>(() => phonemizer.Phonemize(""));

        Assert.Equal(phonemes, phonemizer.Phonemize(Sentence));
    }

    /// <summary>The result is the caller's: it does not change with later calls.</summary>
    [Fact]
    public void Phonemize_AnotherText_LeavesEarlierResultsAsTheyWere()
    {
        var phonemizer = Build();
        var phonemes = phonemizer.Phonemize(Sentence);
        var copy = phonemes.ToList();

        phonemizer.Phonemize(Word);

        Assert.Equal(copy, phonemes);
    }

    /// <summary>Threads may share a phonemizer.</summary>
    [Fact]
    public async Task Phonemize_FromManyThreads_GivesTheSameToAll()
    {
        var expected = Build().Phonemize(Sentence);
        var phonemizer = Build();

        var all = await Task.WhenAll(Enumerable.Range(0, Calls)
            .Select(_ => Task.Run(() => phonemizer.Phonemize(Sentence))));

        Assert.All(all, phonemes => Assert.Equal(expected, phonemes));
    }

    /// <summary>A long text is read to its end: twice the text has more than half as many phonemes again.</summary>
    [Fact]
    public void Phonemize_LongText_IsReadToItsEnd()
    {
        var phonemizer = Build();
        var half = string.Join(' ', Enumerable.Repeat(Word, LongTextWords / 2));

        var once = phonemizer.Phonemize(half);
        var twice = phonemizer.Phonemize($"{half} {half}");

        Assert.True(once.Count >= LongTextWords / 2, $"{LongTextWords / 2} words gave {once.Count} phonemes.");
        Assert.True(twice.Count > 1.5 * once.Count, $"Twice the text gave {twice.Count} phonemes, once {once.Count}.");
    }

    /// <summary>Many texts at once are read as each alone, where the phonemizer takes them so; those with faults are
    /// left to be asked for alone.</summary>
    [Fact]
    public void PhonemizeAll_TextsWithAndWithoutFaults_GivesEachAsAlone()
    {
        if (Build() is not IBatchPhonemizer batch)
            return;
        var half = string.Join(' ', Enumerable.Repeat(Word, LongTextWords / 2));
        string[] texts = [Sentence, "", Word, half, "...", $"{Word}! {Sentence}", Word];

        var all = batch.PhonemizeAll(texts);

        Assert.Equal([false, true, false, false, true, false, false], all.Select(phonemes => phonemes is null));
        Assert.All(texts.Zip(all).Where(one => one.Second is not null),
            one => Assert.Equal(batch.Phonemize(one.First), one.Second));
        Assert.Empty(batch.PhonemizeAll([]));
    }

    /// <summary>A text without a word is a fault of the text, which is what it names.</summary>
    [Theory, InlineData(""), InlineData(" "), InlineData("\t\n \u00A0"), InlineData("..."), InlineData("\"\" — ?!")]
    public void Phonemize_NothingToSay_IsAFaultOfTheText(string text)
    {
        var fault = Assert.Throws<FaultException>(() => Build().Phonemize(text));

        Assert.All(fault.Faults, each => Assert.Equal("text", each.File));
        Assert.NotEmpty(fault.Faults);
    }

    /// <summary>Whatever stands in a text, it has phonemes or faults; nothing else may happen.</summary>
    [Theory, InlineData("😀"), InlineData("12 34.5 -6 7th $8"), InlineData("'\"“”‘’«»"), InlineData("a\0b"),
        InlineData("\u0007bell"), InlineData("\uD800"), InlineData("--help"), InlineData("-v"),
        InlineData("$(ls) `ls` ; ls"), InlineData("Привет, 你好"),
        InlineData("%s%n"), InlineData("<speak>hi</speak>"), InlineData("[[h@]]"),
        InlineData("\u202Eevil"), InlineData("zzxqjv"), InlineData("x-'-'x"), InlineData("a\r\nb")]
    public void Phonemize_OddText_GivesPhonemesOrFaults(string text) => AssertPhonemesOrFaults(Build(), text);

    /// <summary>Null is no text.</summary>
    [Fact]
    public void Phonemize_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => Build().Phonemize(null!));

    /// <summary>A seed decides every weight, if it has any, and every module is registered.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(Build);

    /// <summary>Asserts that a text has phonemes, or faults with messages.</summary>
    protected static void AssertPhonemesOrFaults(IPhonemizer phonemizer, string text)
    {
        ArgumentNullException.ThrowIfNull(phonemizer);
        try
        {
            AssertNamed(phonemizer.Phonemize(text));
        }
        catch (FaultException fault)
        {
            Assert.NotEmpty(fault.Faults);
            Assert.All(fault.Faults, each => Assert.False(string.IsNullOrWhiteSpace(each.Message)));
        }
    }

    private static void AssertNamed(IReadOnlyList<string> phonemes)
    {
        Assert.NotEmpty(phonemes);
        Assert.All(phonemes, phoneme => Assert.False(
            phoneme.Length == 0 || phoneme.Any(char.IsWhiteSpace), $"A phoneme is called '{phoneme}'."));
    }
}
