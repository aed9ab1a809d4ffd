using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Speaking;
using Melange.Testing;

namespace Melange.Host.Tests.Speaking;

public sealed class ReferenceReadingTests
{
    private const string Wav = "wav/slt_neutral_01.wav", Grid = "textgrid/slt_neutral_01.TextGrid";

    [Fact]
    public void Read_WithGrid_GivesTheUtteranceOfTheCorpus()
    {
        using var scope = NewDisposeScope();
        using var reading = new Opened();
        var own = reading.Corpus.Utterances.Single(utterance => utterance.Source.Id == "slt_neutral_01");

        using var reference = reading.Read(new(Shipped(Wav), Grid: Shipped(Grid)));

        TensorAssert.SameBits(own.Mel.Read(), reference.Utterance.Mel.Read());
        Assert.Equal(own.PhonemeIds, reference.Utterance.PhonemeIds);
        Assert.Equal(own.Durations, reference.Utterance.Durations);
        Assert.Equal(own.Source.Phonemes, reference.Utterance.Source.Phonemes);
        Assert.Equal(
            $"aligned by {Shipped(Grid)}; speaker slt (the most likely), emotion neutral (the most likely)",
            reference.About);
    }

    [Fact]
    public void Read_WithText_AlignsByTheModel()
    {
        using var reading = new Opened();

        using var reference = reading.Read(new(Shipped(Wav), Text: "pau t oy pau", Speaker: "slt", Emotion: "neutral"));

        Assert.Equal(["pau", "t", "oy", "pau"], reference.Utterance.Source.Phonemes);
        Assert.Equal(reference.Utterance.Frames, reference.Utterance.Durations!.Sum());
        Assert.All(reference.Utterance.Durations!, frames => Assert.True(frames >= 1, "A phoneme has no frame."));
        Assert.Equal("aligned by the model; speaker slt, emotion neutral", reference.About);
    }

    [Theory]
    [InlineData("--speaker", "the model knows no 'slz'. Did you mean 'slt'? Known: slt.")]
    [InlineData("--emotion", "the model knows no 'slz'. Known: neutral.")]
    public void Read_UnknownName_IsRefused(string option, string message)
    {
        using var reading = new Opened();
        var request = new ReferenceRequest(Shipped(Wav), Text: "pau");

        var fault = Assert.Throws<FaultException>(() => reading.Read(
            option == "--speaker" ? request with { Speaker = "slz" } : request with { Emotion = "slz" }));

        Assert.Equal($"{option}: {message}", fault.Message);
    }

    [Fact]
    public void Read_MorePhonemesThanFrames_IsRefused()
    {
        using var reading = new Opened();
        var text = string.Join(' ', Enumerable.Repeat("t", 500));

        var fault = Assert.Throws<FaultException>(() => reading.Read(new(Shipped(Wav), Text: text)));

        Assert.Matches(@"it must have a frame for each of its 500 phonemes, but has \d+ frames\.$", fault.Message);
    }

    [Fact]
    public void Read_GridWithPhonemesOfAnotherInventory_NamesEach()
    {
        using var reading = new Opened();
        using var folder = new TestFolder();
        var grid = folder.Write("other.TextGrid",
            File.ReadAllText(Shipped(Grid)).Replace("\"oy\"", "\"OY1\"", StringComparison.Ordinal));

        var faults = Assert.Throws<FaultException>(() => reading.Read(new(Shipped(Wav), Grid: grid))).Faults;

        Assert.StartsWith($"{grid}: the model knows no phoneme 'OY1'. ", Assert.Single(faults).ToString());
    }

    private static string Shipped(string name) => Path.Combine(TestFolder.ShippedCorpus, name);

    private sealed class Opened : IDisposable
    {
        private readonly TinyRun tiny = new();
        private readonly SynthesisModel model;
        private readonly RunOptions options;

        public Opened()
        {
            options = tiny.Options();
            Corpus = TinyRun.Corpus(options);
            model = RunAssembly.BuildModel(options, Corpus.Inventory, CPU);
        }

        public PreparedCorpus Corpus { get; }

        public SpokenReference Read(ReferenceRequest request) =>
            new ReferenceReading(model, options, CPU, () => SpelledPhonemes.Reader(Corpus.Inventory)).Read(request);

        public void Dispose()
        {
            model.Dispose();
            tiny.Dispose();
        }
    }
}
