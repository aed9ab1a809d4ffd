using Melange.Plugins.Tests.Corpora;

namespace Melange.Plugins.Tests.Phonemizers;

/// <summary>How the phonemizers read the texts of the shipped corpus, whose TextGrids hold what flite said.</summary>
public sealed class CorpusAgreementTests
{
    private const int Phonemes = 198; // of the ten texts, pauses at both ends included

    private static readonly Lazy<IReadOnlyList<Utterance>> Mini = new(() =>
        new TextGridFolderCorpus(new() { Path = "data/mini" }, new(RepositoryRoot.Find(), new())).Read());

    [Fact]
    public void Phonemize_TextsOfMini_GivesPhonemesThatTheCorpusHas()
    {
        var inventory = Mini.Value.SelectMany(Spoken).ToHashSet();

        Assert.All(Texts(), text => Assert.All(Phonemizers.CmuDict().Phonemize(text.Key), phoneme =>
            Assert.Contains(phoneme, inventory)));
    }

    [Fact]
    public void Phonemize_TextsOfMini_ByCmuDict_HasTheErrorsThatTheDocumentationNames() =>
        Assert.Equal((1, Phonemes), ErrorsOf(Phonemizers.CmuDict()));

    [ProgramFact("flite")]
    public void Phonemize_TextsOfMini_ByFlite_HasNoError() =>
        Assert.Equal((0, Phonemes), ErrorsOf(new FlitePhonemizer(new(), new(""))));

    [ProgramFact("espeak-ng")]
    public void Phonemize_TextsOfMini_ByEspeakNg_HasFewErrors() => // 4 with version 1.51
        Assert.InRange(ErrorsOf(new EspeakNgPhonemizer(new(), new(""))).Errors, 0, Phonemes * 3 / 100);

    // Over the texts, each once: all voices and styles say the same.
    private static (int Errors, int Phonemes) ErrorsOf(IPhonemizer phonemizer)
    {
        var counted = Texts().Select(text => (Expected: text.Value, Actual: phonemizer.Phonemize(text.Key))).ToList();
        return (counted.Sum(pair => PhonemeErrors.Between(pair.Expected, pair.Actual)),
            counted.Sum(pair => pair.Expected.Count));
    }

    private static Dictionary<string, List<string>> Texts() =>
        Mini.Value.DistinctBy(item => item.Text).ToDictionary(item => item.Text, item => Spoken(item).ToList());

    private static IEnumerable<string> Spoken(Utterance item) => item.Phonemes;
}
