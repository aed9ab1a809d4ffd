using Melange.Host.Features;
using Melange.Host.Probing;

namespace Melange.Host.Tests.Probing;

public sealed class ProbeReadingTests(ProbeReadingTests.Model model) : IClassFixture<ProbeReadingTests.Model>
{
    private static readonly ProbeRequest Good = new("slt_neutral_09", ["slt_neutral_01"]);

    [Fact]
    public void Read_Defaults_TakeAllSitesHeadsAndSharedPhonemes()
    {
        var question = model.Reading.Read(Good);

        var (target, reference) = (model.Find("slt_neutral_09"), model.Find("slt_neutral_01"));
        Assert.Equal(target.PhonemeIds, question.PhonemeIds);
        Assert.Equal(target.PhonemeIds.Intersect(reference.PhonemeIds), question.Phonemes);
        Assert.Equal([0.1, 0.5, 0.9], question.Times);
        Assert.Null(question.Choice.Sites);
        Assert.Null(question.Choice.Heads);
        Assert.False(question.Choice.ByBin);
        Assert.Equal(512_000_000, question.MapBytes);
    }

    [Fact]
    public void Read_ExactText_IsTheUtterancesPhonemes()
    {
        var question = model.Reading.Read(Good with { Text = model.Find("slt_neutral_10").Source.Text });

        Assert.Equal(model.Find("slt_neutral_10").PhonemeIds, question.PhonemeIds);
    }

    [Fact]
    public void Read_PhonemesAsText_UpperAndLowerCaseAlike()
    {
        var question = model.Reading.Read(Good with { Text = " pau  DH ax pau", Phonemes = "Ax,dh" });

        Assert.Equal(["pau", "dh", "ax", "pau"], question.PhonemeIds.Select(id => model.Names[(int)id]));
        Assert.Equal(["ax", "dh"], question.Phonemes.Select(id => model.Names[(int)id]));
    }

    [Fact]
    public void Read_Lists_AreTakenApart()
    {
        var question = model.Reading.Read(Good with
        {
            Times = "0, 1,0.25",
            Sites = "mid,down.0",
            Heads = "1,0,1",
            ByBin = true,
            MapMegabytes = 3
        });

        Assert.Equal([0, 1, 0.25], question.Times);
        Assert.Equal(["mid", "down.0"], question.Choice.Sites);
        Assert.Equal([1, 0], question.Choice.Heads);
        Assert.True(question.Choice.ByBin);
        Assert.Equal(3_000_000, question.MapBytes);
    }

    [Theory]
    [InlineData("The cat was runing up the road", "The cat was running up the road.")]
    [InlineData("slt_neutal_09", "slt_neutral_09")]
    public void Read_UnknownTextWithoutPhonemizer_NamesTheNearest(string text, string near) => AssertFault(
        Good with { Text = text },
        "--text: it must be the id or the exact text of an utterance of the corpus, or phonemes of its inventory "
        + $"parted by spaces, as the run has no synthesis.phonemizer that reads other texts, but was '{text}'. "
        + $"Did you mean '{near}'?");

    [Fact]
    public void Read_UnknownTextWithPhonemizer_IsRead()
    {
        var question = model.WithPhonemizer.Read(Good with { Text = " Sat! The cat " });

        Assert.Equal("Sat! The cat", question.Text);
        Assert.Equal(["pau", "ax", "pau"], question.PhonemeIds.Select(id => model.Names[(int)id]));
    }

    [Fact]
    public void Read_KnownIdWithPhonemizer_IsTheUtterances() => Assert.Equal(
        model.Find("slt_neutral_09").PhonemeIds, model.WithPhonemizer.Read(Good).PhonemeIds);

    [Fact]
    public void Read_TextThatThePhonemizerCannotRead_NamesTheNearestUtteranceToo()
    {
        var fault = Assert.Throws<FaultException>(
            () => model.WithPhonemizer.Read(Good with { Text = "slt_neutal_09" }));

        Assert.Equal("--text: it must end with a word.\n"
            + "--text: if an utterance of the corpus is meant, 'slt_neutral_09' is the nearest.", fault.Message);
    }

    [Fact]
    public void Read_UnknownPhonemeInText_NamesIt() => AssertFault(
        Good with { Text = "pau dhx ax pau", Phonemes = "ax" },
        $"--text: no phoneme is called 'dhx'. Did you mean 'dh'? Known: {model.Known}.");

    [Fact]
    public void Read_PaddingAsPhoneme_IsNone() => AssertFault(
        Good with { Phonemes = "_" }, $"--phonemes: no phoneme is called '_'. Known: {model.Known}.");

    [Fact]
    public void Read_PhonemeOutsideTheInventory_NamesTheNearest() => AssertFault(
        Good with { Phonemes = "T,IHH" },
        $"--phonemes: no phoneme is called 'IHH'. Did you mean 'ih'? Known: {model.Known}.");

    [Fact]
    public void Read_PhonemeThatTheTextLacks_NamesIt() => AssertFault(
        Good with { Text = "pau dh ax pau", Phonemes = "AX,T" },
        "--phonemes: the text has no 't'. It has: pau, dh, ax.");

    [Theory]
    [InlineData("0.5,x", "'x' is none.")]
    [InlineData("-0.1", "'-0.1' is none.")]
    [InlineData("NaN", "'NaN' is none.")]
    public void Read_BadTimes_NamesThem(string times, string end) => AssertFault(Good with { Times = times },
        $"--times: must be diffusion times from 0 (mel) to 1 (noise) parted by commas, but {end}");

    [Fact]
    public void Read_NoTime_AsksForOne() => AssertFault(Good with { Times = "," },
        "--times: must name at least one diffusion time from 0 (mel) to 1 (noise).");

    [Fact]
    public void Read_UnknownSite_NamesTheNearest() => AssertFault(Good with { Sites = "down0,mid" },
        "--sites: there is no site 'down0'. Did you mean 'down.0'? Known: down.0, down.1, down.2, mid, up.0, up.1.");

    [Theory]
    [InlineData("0,2", "--heads: there is no head 2 at mid, which has 2, counted from 0.")]
    [InlineData("-1", "--heads: must be whole numbers from 0 parted by commas, but '-1' is none.")]
    public void Read_HeadThatDoesNotExist_NamesItAndTheSite(string heads, string message) =>
        AssertFault(Good with { Sites = "mid,up.0", Heads = heads }, message);

    [Fact]
    public void Read_HeadsOfAModelWithoutMaps_IsAFault()
    {
        using var linear = new FreshModel(
            "model.estimator.attention.use=linear", "model.estimator.attention.heads=2");

        var reading = new ProbeReading(linear.Corpus, linear.Survey(), null);

        Assert.Equal("--heads: none of the sites shows an attention map: there is no head to choose.",
            Assert.Throws<FaultException>(() => reading.Read(Good with { Heads = "0" })).Message);
    }

    [Theory]
    [InlineData("a,b,c", "--reference: must be given once or twice, but was given 3 times.")]
    [InlineData("", "--reference: must be given once or twice, but was given 0 times.")]
    public void Read_NumberOfReferences_IsOneOrTwo(string list, string message)
    {
        var references = list.Split(',', StringSplitOptions.RemoveEmptyEntries);

        var fault = Assert.Throws<FaultException>(() => model.Reading.Read(Good with { References = references }));

        Assert.StartsWith(message, fault.Message);
    }

    [Fact]
    public void Read_SameReferenceTwice_IsAFault() => AssertFault(
        Good with { References = ["slt_neutral_01", "slt_neutral_01"] },
        "--reference: 'slt_neutral_01' is given 2 times: give another, or give it once.");

    private void AssertFault(ProbeRequest request, string message) =>
        Assert.Equal(message, Assert.Throws<FaultException>(() => model.Reading.Read(request)).Message);

    /// <summary>One corpus and one model for all tests.</summary>
    public sealed class Model : IDisposable
    {
        private readonly FreshModel fresh = new();

        public Model()
        {
            Reading = new(fresh.Corpus, fresh.Survey(), null);
            WithPhonemizer = new(fresh.Corpus, fresh.Survey(), new(new OneSound(), fresh.Corpus.Inventory));
        }

        /// <summary>Of a run without a phonemizer.</summary>
        public ProbeReading Reading { get; }

        /// <summary>Of a run with one.</summary>
        public ProbeReading WithPhonemizer { get; }

        public IReadOnlyList<string> Names => fresh.Corpus.Inventory.Phonemes;

        public string Known => string.Join(", ", Names.Skip(1));

        public PreparedUtterance Find(string id) => fresh.Corpus.Utterances.Single(other => other.Source.Id == id);

        public void Dispose() => fresh.Dispose();
    }

    // Says one vowel, whatever the words are.
    private sealed class OneSound : IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) => char.IsLetter(text[^1])
            ? ["pau", "ax", "pau"]
            : throw new FaultException([new("text", 0, "it must end with a word.")]);
    }
}
