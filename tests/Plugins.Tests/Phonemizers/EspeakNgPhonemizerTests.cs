using Melange.Testing;

namespace Melange.Plugins.Tests.Phonemizers;

public sealed class EspeakNgPhonemizerTests
{
    [ProgramFact("espeak-ng")]
    public Task Phonemize_AnyTestOfTheConformanceSuite_Passes() => ConformanceRun.All<Conformance>();

    [ProgramFact("espeak-ng")]
    public Task Phonemize_IpaText_PassesAnyTestOfTheConformanceSuite() => ConformanceRun.All<PrintConformance>();

    [ProgramFact("espeak-ng")]
    public void Phonemize_Text_GivesPhonemesOfTheNotation()
    {
        var options = new EspeakNgOptions { Notation = PhonemeNotation.ArpabetStress, Pause = "sp" };

        Assert.Equal("sp W AO1 T ER0 sp HH AE1 P IY0 L IH1 T AH0 L B OY1 Z sp",
            new EspeakNgPhonemizer(options, new("")).Read("Water: happy little boys!"));
    }

    [ProgramFact("espeak-ng")]
    public void Phonemize_Ipa_IsThatOfTheProgram()
    {
        Assert.Equal("sil w ɔː ɾ ɚ sil h æ p i sil", new EspeakNgPhonemizer(
            new() { Notation = PhonemeNotation.Ipa, Pause = "sil" }, new("")).Read("Water: happy!"));
        Assert.Equal("w ˈɔː ɾ ɚ", new EspeakNgPhonemizer(
            new() { Notation = PhonemeNotation.IpaStress, Pause = "" }, new("")).Read("Water"));
    }

    [ProgramFact("espeak-ng")]
    public void Phonemize_IpaText_HasEachCharacterOfThePrintAndTheMarks()
    {
        (string Text, string Symbols)[] cases =
        [
            ("Hello, world!", "həlˈoʊ,␣wˈɜːld!"),
            ("“Well -- yes,” he said.", "\"wˈɛl␣jˈɛs,\"␣hiː␣sˈɛd."),
            ("Wait… what?", "wˈeɪt...␣wˈʌt?"),
            ("the Garden of U.S. MEN", "ðə␣ɡˈɑːɹdən␣ʌv␣jˌuːˈɛs␣mˈɛn"),
            ("a button: croissant", "ɐ␣bˈʌʔn̩:␣kwˈɑːsɑ̃")
        ];
        var phonemizer = new EspeakNgPhonemizer(InPrint, new(""));

        Assert.All(cases, expected => Assert.Equal(
            expected.Symbols.Select(symbol => $"{symbol}"), phonemizer.Phonemize(expected.Text)));
    }

    [ProgramFact("espeak-ng")]
    public void Phonemize_IpaTextOfAPhraseThatIsPrintedInTwoLines_HasTheMarksInTheirPlaces()
    {
        var words = string.Join(' ', Enumerable.Repeat("a very long line of words", 40)); // more than a clause holds

        var spoken = string.Concat(new EspeakNgPhonemizer(InPrint, new("")).Phonemize($"Yes: {words}. No!"));

        Assert.StartsWith("jˈɛs:␣ɐ␣vˈɛɹi", spoken, StringComparison.Ordinal);
        Assert.EndsWith("wˈɜːdz.␣nˈoʊ!", spoken, StringComparison.Ordinal);
        Assert.DoesNotContain("␣␣", spoken, StringComparison.Ordinal);
    }

    [ProgramFact("espeak-ng")]
    public void Phonemize_WordsOfTheDictionary_HasFewErrors()
    {
        var words = "abcdefghijklmnopqrstuvwxyz"
            .SelectMany(letter => PronouncingDictionary.Shipped.WordsLike($"{letter}").Order(StringComparer.Ordinal))
            .Where(word => word.Length > 3 && word.All(char.IsAsciiLetterLower)).Where((_, i) => i % 40 == 0).ToList();
        var options = new EspeakNgOptions { Notation = PhonemeNotation.Arpabet };

        var read = new EspeakNgPhonemizer(options, new("")).Read(string.Join(". ", words)).Split(" pau ");

        var pairs = words.Zip(read, (word, phonemes) => (
            Expected: PronouncingDictionary.Shipped.Find(word)!
                .Select(phoneme => Arpabet.Write(phoneme, PhonemeNotation.Arpabet)).ToList(),
            Actual: phonemes.Replace("pau", "", StringComparison.Ordinal).Trim().Split(' '))).ToList();
        var errors = pairs.Sum(pair => PhonemeErrors.Between(pair.Expected, pair.Actual));
        Assert.Equal(words.Count, read.Length);
        // 10.2 % with version 1.51: 1891 of 18590
        Assert.InRange(errors / (double)pairs.Sum(pair => pair.Expected.Count), 0.0, 0.105);
    }

    [ProgramFact("espeak-ng")]
    public void Phonemize_ForeignSound_IsNamed()
    {
        var fault = Assert.Single(new EspeakNgPhonemizer(new(), new("")).Faults("déjà vu and croissant"));

        Assert.StartsWith("espeak-ng: must print symbols that have a phoneme of American English, but printed ", fault,
            StringComparison.Ordinal);
    }

    [ProgramFact("espeak-ng")]
    public void PhonemizeAll_TextThatSaysTheMark_IsAskedForAloneWithItsNeighbours() =>
        Assert.Equal([null, null], new EspeakNgPhonemizer(new(), new("")).PhonemizeAll(["Mark! A toy.", "A boy."]));

    [ProgramFact("espeak-ng")]
    public void PhonemizeAll_MoreTextsThanOneRunTakes_KeepsTheirOrder()
    {
        var phonemizer = new EspeakNgPhonemizer(new() { Notation = PhonemeNotation.Ipa }, new(""));
        string[] texts = [.. Enumerable.Range(1, 205).Select(number => $"{number}, or so.")];

        var all = phonemizer.PhonemizeAll(texts);

        foreach (var at in (int[])[0, 99, 100, 204])
            Assert.Equal(phonemizer.Phonemize(texts[at]), all[at]);
    }

    [ProgramFact("espeak-ng")]
    public void PhonemizeAll_IpaText_GivesWhatEachTextGivesAlone()
    {
        var phonemizer = new EspeakNgPhonemizer(InPrint, new(""));
        string[] texts = ["Yes, \"or\" so.", "Well -- no!"];

        Assert.Equal(texts.Select(phonemizer.Phonemize), phonemizer.PhonemizeAll(texts));
    }

    private static EspeakNgOptions InPrint => new() { Notation = PhonemeNotation.IpaText, Pause = "" };

    private sealed class Conformance : PhonemizerConformance
    {
        protected override IPhonemizer Build() => new EspeakNgPhonemizer(new(), new(""));
    }

    private sealed class PrintConformance : PhonemizerConformance
    {
        protected override IPhonemizer Build() => new EspeakNgPhonemizer(InPrint, new(""));
    }
}
