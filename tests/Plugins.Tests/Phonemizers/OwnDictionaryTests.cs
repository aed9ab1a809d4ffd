namespace Melange.Plugins.Tests.Phonemizers;

public sealed class OwnDictionaryTests : IDisposable
{
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
            "own/words.dict:2: no phoneme is called 'SHH'. Did you mean 'SH'? Known: AA, AE, AH, AO, AW, AY, EH, ER, "
                + "EY, IH, IY, OW, OY, UH, UW, B, CH, D, DH, F, G, HH, JH, K, L, M, N, NG, P, R, S, SH, T, TH, V, W, "
                + "Y, Z, ZH.",
            "own/words.dict:4: a word must be of letters, apostrophes, hyphens and dots, but was 'b2b'.",
            "own/words.dict:5: 'good' must be given once, but line 3 has it too; a later pronunciation is 'good(2)'."
        ],
        With("silent", "bar  B AA R SHH", "good G UH1 D", "b2b B IY1", "GOOD G UH1 D").Faults("hello"));

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
