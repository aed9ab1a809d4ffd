using System.Text;

namespace Melange.Plugins.Tests.Phonemizers;

public sealed class OwnDictionaryTests : IDisposable
{
    private const string Known = "Known: AA, AE, AH, AO, AW, AY, EH, ER, EY, IH, IY, OW, OY, UH, UW, B, CH, D, DH, F, "
        + "G, HH, JH, K, L, M, N, NG, P, R, S, SH, T, TH, V, W, Y, Z, ZH; any, where notation is dictionary.";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("melange-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Phonemize_OwnDictionary_GoesBeforeTheShippedOne()
    {
        var phonemizer = With(
            ";;; names of this lab", "", "Melange  M EY0 L AA1 N ZH   # a mixture", "tomato\tT AH0 M AA1 T OW0",
            "TOMATO(2) T AH0 M EY1 T OW0", "Zoë Z OW1 IY0", "the DH IY1");

        Assert.Equal("pau m ey l aa n zh t ax m aa t ow pau", phonemizer.Read("Melange tomato"));
        Assert.Equal("pau z ow iy z pau", phonemizer.Read("Zoë's"));
        Assert.Equal("pau dh iy k ae t pau", phonemizer.Read("the cat"));
    }

    [Fact]
    public void Phonemize_BrokenLines_ListsEachWithItsLine() => Assert.Equal(
        [
            "own/words.dict:1: 'silent' must be followed by its phonemes, but is not.",
            "own/words.dict:2: the vowel 'AA' must carry its stress: AA0, AA1 or AA2.",
            $"own/words.dict:2: no phoneme is called 'SHH'. Did you mean 'SH'? {Known}",
            "own/words.dict:4: 'bad' must have one or four numbers before its phonemes, or none, but has 2."
        ],
        With("silent", "bar  B AA R SHH", "good G UH1 D", "bad 0.5 0.1 B AE1 D").Faults("hello"));

    [Fact]
    public void Phonemize_ManyBrokenLines_ListsTwentyAndCountsTheOthers()
    {
        var faults = With([.. Enumerable.Range(0, 23).Select(i => "melange m ʒ")]).Faults("hello");

        Assert.EndsWith(Known, faults[0], StringComparison.Ordinal);
        Assert.Equal(21, faults.Length);
        Assert.Equal("own/words.dict: has 3 more faults.", faults[^1]);
    }

    // As their makers write them: cmudict-0.7b in Latin-1, MFA with and without probabilities, LibriSpeech.
    [Theory]
    [InlineData("latin1", "pau d ey zh aa pau m ey l aa n zh pau", ";;; # CMUdict", "DÉJÀ  D EY1 ZH AA1",
        "MELANGE  M EY1 L AA2 N ZH", "MELANGE(1)  M AH0 L AE1 N JH", "\"QUOTE  K W OW1 T", "%PERCENT  P ER0 S EH1 N T")]
    [InlineData("utf-8", "pau d ey zh aa pau m ey l aa n zh pau", "déjà\t0.5\tD EY1 ZH AA1",
        "melange\t0.3\t0.16\t1.0\t1.05\tM AH0 L AE1 N JH", "melange\t0.99\t0.16\t1.0\t1.05\tM EY1 L AA2 N ZH")]
    [InlineData("utf-8", "pau d ey zh aa pau m ey l aa n zh pau", "<eps>\tsil", "<unk>\tspn", "[laughter]\tspn",
        "DEJA D EY1 ZH AA1", "MELANGE M EY1 L AA2 N ZH", "MELANGE M AH0 L AE1 N JH")]
    public void Phonemize_DictionariesOfOthers_AreRead(string encoding, string expected, params string[] lines)
    {
        folder.CreateSubdirectory("own");
        File.WriteAllLines(Path.Combine(folder.FullName, "own", "words.dict"), lines, Encoding.GetEncoding(encoding));

        Assert.Equal(expected, Named("own/words.dict").Read("Déjà, melange"));
    }

    [Fact]
    public void Phonemize_AsTheDictionaryWrites_TakesItsPhonemesAlone()
    {
        With("melange\tm eɪ l ɑ n ʒ", "the\tð ə", "egg-nog\tɛ ɡ");
        var phonemizer = Phonemizers.CmuDict(new()
        {
            Dictionary = "own/words.dict",
            Notation = PhonemeNotation.Dictionary,
            Pause = "sil"
        }, folder.FullName);

        Assert.Equal("sil ð ə m eɪ l ɑ n ʒ sil ð ə ɛ ɡ sil", phonemizer.Read("The melange, the egg-nog"));
        Assert.Equal("text: must be of words that the dictionary has, but it lacks 'melange's' (did you mean "
            + "'melange'?), 'cat'. Write them otherwise, add them to a dictionary of your own (option dictionary), "
            + "or set another fallback.", Assert.Single(phonemizer.Faults("melange's cat")));
    }

    [Fact]
    public void Phonemize_NoDictionary_IsNamed() => Assert.Equal(
        ["own/words.dict: must have a word of letters and its phonemes in some line, but has none."],
        With("{ \"a\": 1 }").Faults("hello"));

    [Fact]
    public void Phonemize_MissingFile_IsNamedAsTheUserDoes()
    {
        var fault = Assert.Single(Named("own/words.dict").Faults("hello"));

        Assert.StartsWith("own/words.dict: must be a readable file, but is not: ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Phonemize_UnknownWord_IsComparedWithOwnWordsToo()
    {
        var phonemizer = With("xyzzyplugh Z IH1");

        Assert.Contains("'xyzzyplug' (did you mean 'xyzzyplugh'?)", Assert.Single(phonemizer.Faults("xyzzyplug")),
            StringComparison.Ordinal);
    }

    private CmuDictPhonemizer With(params string[] lines)
    {
        folder.CreateSubdirectory("own");
        File.WriteAllLines(Path.Combine(folder.FullName, "own", "words.dict"), lines);
        return Named("own/words.dict");
    }

    private CmuDictPhonemizer Named(string file) =>
        Phonemizers.CmuDict(new() { Dictionary = file, Fallback = WordFallback.None }, folder.FullName);
}
