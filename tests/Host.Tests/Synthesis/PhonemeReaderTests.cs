using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Tests.Synthesis;

public sealed class PhonemeReaderTests
{
    private static readonly CorpusInventory Inventory = new(["_", "ax", "b", "pau"], ["ann"], ["calm"]);

    [Fact]
    public void Read_PhonemesOfTheModel_GivesTheirIds() =>
        Assert.Equal([3, 2, 1, 3], Reader("pau", "b", "ax", "pau").Read("Ba.", "--text"));

    [Fact]
    public void Read_PhonemesThatTheModelLacks_AreListedWithTheNearestAndAHint()
    {
        var fault = Assert.Throws<FaultException>(
            () => Reader("pau", "AX", "zh", "AX", "b").Read("Azhab.", "lines.txt", 7));

        Assert.Equal(
            "lines.txt:7: the phonemizer gives phonemes that the model was not trained with: "
                + "'AX' (did you mean 'ax'?), 'zh'. Known: ax, b, pau. How phonemes and pauses are written is said by "
                + "synthesis.phonemizer.notation and synthesis.phonemizer.pause.", fault.Message);
    }

    [Fact]
    public void Read_InventoryOfLettersAndPhonemesWithBlanks_TakesThePhonemesAndPutsBlanksAround()
    {
        var inventory = new CorpusInventory(["_", "B", ",", "@B", "@AA1", "<blank>"], ["ann"], ["calm"])
        {
            PhonemePrefix = "@",
            Blank = "<blank>"
        };
        PhonemeReader Reading(params string[] phonemes) => new(new Fixed(phonemes), inventory);

        Assert.Equal([5, 3, 5, 4, 5, 2, 5], Reading("B", "AA1", ",").Read("Ba,", "--text"));
        Assert.StartsWith("--text: the phonemizer gives phonemes that the model was not trained with: 'AA2' "
            + "(did you mean 'AA1'?). Known: B, ,, AA1, <blank>. ",
            Assert.Throws<FaultException>(() => Reading("AA2").Read("A", "--text")).Message);
    }

    [Fact]
    public void Read_NameOfThePadding_IsNoPhoneme()
    {
        var fault = Assert.Throws<FaultException>(() => Reader("_").Read("A.", "--text"));

        Assert.StartsWith("--text: the phonemizer gives phonemes that the model was not trained with: '_'.",
            fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FaultsOfThePhonemizer_AreOfTheTextsPlaceWhereTheyAreOfTheText()
    {
        var failing = new Failing([new("text", 0, "must be read."), new("words.dict", 3, "is broken.")]);

        var fault = Assert.Throws<FaultException>(() => new PhonemeReader(failing, Inventory).Read("A.", "a.txt", 2));

        Assert.Equal(["a.txt:2: must be read.", "words.dict:3: is broken."],
            fault.Faults.Select(each => each.ToString()));
    }

    private static PhonemeReader Reader(params string[] phonemes) => new(new Fixed(phonemes), Inventory);

    private sealed class Fixed(string[] phonemes) : IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) => phonemes;
    }

    private sealed class Failing(Fault[] faults) : IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) => throw new FaultException(faults);
    }
}
