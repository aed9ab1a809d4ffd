namespace Melange.Plugins.Tests.Corpora;

public sealed class ReferenceReaderTests : IDisposable
{
    private const int RateHz = 16000;
    private static readonly RecordingBytes Plain = new(1, 16);
    private readonly ToldLog log = new();
    private readonly string folder = Directory.CreateTempSubdirectory("melange-reference-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Corpora => ["textgrid-folder", "text-folder"];

    [Theory, MemberData(nameof(Corpora))]
    public void ReadAudio_RateOfTheRun_GivesTheVerySamples(string corpus) =>
        Assert.Equal([-1, 0.5f, 3 / 32768f], Read(Plain.Bytes(-1, 0.5, 3 / 32768.0), corpus));

    [Theory]
    [InlineData(8000), InlineData(11025), InlineData(22050), InlineData(44100), InlineData(48000), InlineData(96000)]
    [InlineData(44101)]
    public void ReadAudio_ToneOfAnyRate_KeepsLengthPitchAndLevel(int rateHz)
    {
        using var scope = NewDisposeScope();

        var audio = tensor(Read(new RecordingBytes(3, 32, RateHz: rateHz).Tone(440, seconds: 1)));

        Assert.Equal([RateHz], audio.shape);
        var expected = 0.5 * (2 * Math.PI * 440 / RateHz * arange(RateHz, dtype: float64)).sin();
        var error = (audio.to(float64) - expected)[1600..^1600].abs().max().item<double>(); // its ends are cut off hard
        Assert.True(error < 1e-4, $"The tone is off by {error}.");
    }

    [Theory, InlineData(8100), InlineData(9000), InlineData(12000), InlineData(20000)]
    public void ReadAudio_ToneAboveTheBand_LeavesNoAlias(double hertz)
    {
        using var scope = NewDisposeScope();

        var audio = tensor(Read(new RecordingBytes(3, 32, RateHz: 44100).Tone(hertz, seconds: 1)));

        var level = audio[1600..^1600].square().mean().sqrt().item<float>();
        Assert.True(level < 1e-4, $"Of 0.35 there is {level} left."); // 70 dB below
    }

    [Fact]
    public void ReadAudio_ToneNearTheEndOfTheBand_Stays()
    {
        using var scope = NewDisposeScope();

        var audio = tensor(Read(new RecordingBytes(3, 32, RateHz: 44100).Tone(7500, seconds: 1)));

        Assert.Equal(Math.Sqrt(0.125), audio[1600..^1600].square().mean().sqrt().item<float>(), 1e-3);
    }

    [Fact]
    public void ReadAudio_NoFile_SuggestsTheOneBesideIt()
    {
        Write("anna.wav", Plain.Bytes(0));

        Assert.Equal("ana.wav: must exist, but does not. Did you mean 'anna.wav'?",
            FaultOf(reader => reader.ReadAudio($"{folder}/ana.wav")));
    }

    [Fact]
    public void ReadAudio_Folder_SaysSo()
    {
        Directory.CreateDirectory($"{folder}/anna");

        Assert.Equal("anna: must be a file, but is a folder.", FaultOf(reader => reader.ReadAudio($"{folder}/anna")));
    }

    [Fact]
    public void ReadAudio_NoFolder_SaysSo() => Assert.Equal("nowhere/a.wav: must exist, but does not.",
        FaultOf(reader => reader.ReadAudio($"{folder}/nowhere/a.wav")));

    [Theory, MemberData(nameof(Corpora))]
    public void ReadPhonemes_TextGrid_GivesItsIntervals(string corpus)
    {
        Write("a.TextGrid", SmallCorpus.TextGrid((0, 0.2, "aa"), (0.2, 0.4998, "b")));

        Assert.Equal([new("aa", 0, 0.2), new("b", 0.2, 0.5)],
            Reader(corpus).ReadPhonemes($"{folder}/a.TextGrid", audioSeconds: 0.5));
    }

    [Theory, MemberData(nameof(Corpora))]
    public void ReadPhonemes_SilenceWithoutALabelAndAnEndOffByAFrame_ArePutRightWithAWord(string corpus)
    {
        Write("a.TextGrid", SmallCorpus.TextGrid((0, 0.2, ""), (0.2, 0.51, "b")));

        Assert.Equal([new("sil", 0, 0.2), new("b", 0.2, 0.5)],
            Reader(corpus).ReadPhonemes($"{folder}/a.TextGrid", audioSeconds: 0.5));
        Assert.Equal(["Alignments that begin or end off their audio, and were put right: 1, by up to 10 ms."],
            log.Told);
    }

    [Theory, MemberData(nameof(Corpora))]
    public void ReadPhonemes_GridOfOtherAudio_NamesTheLine(string corpus)
    {
        Write("a.TextGrid", SmallCorpus.TextGrid((0, 0.2, "aa"), (0.2, 0.5, "b")));

        Assert.Equal("a.TextGrid:20: 'b' must end with the audio at 0.7 s, but ends at 0.5 s.",
            FaultOf(reader => reader.ReadPhonemes($"{folder}/a.TextGrid", audioSeconds: 0.7), corpus));
    }

    [Theory, MemberData(nameof(Corpora))]
    public void ReadPhonemes_TierOfAnotherName_NamesTheTiers(string corpus)
    {
        Write("a.TextGrid", SmallCorpus.TextGrid((0, 0.5, "aa")));

        Assert.Equal("a.TextGrid: no tier is called 'phone'. Did you mean 'phones'? Known: phones.",
            FaultOf(reader => reader.ReadPhonemes($"{folder}/a.TextGrid", audioSeconds: 0.5), corpus, "phone"));
    }

    [Fact]
    public void ReadPhonemes_NoFile_SaysSo() => Assert.Equal("a.TextGrid: must exist, but does not.",
        FaultOf(reader => reader.ReadPhonemes($"{folder}/a.TextGrid", audioSeconds: 1)));

    private IReferenceReader Reader(string corpus = "text-folder", string tier = "phones") =>
        corpus == "text-folder" // neither has a folder
            ? new TextFolderCorpus(new() { Path = "nowhere", Tier = tier }, new("nowhere", new()), log)
            : new TextGridFolderCorpus(new() { Path = "nowhere", Tier = tier }, new("nowhere", new()), log);

    private float[] Read(byte[] bytes, string corpus = "text-folder")
    {
        Write("a.wav", bytes);
        return [.. Reader(corpus).ReadAudio($"{folder}/a.wav")];
    }

    private string FaultOf(Action<IReferenceReader> read, string corpus = "text-folder", string tier = "phones") =>
        Assert.Throws<FaultException>(() => read(Reader(corpus, tier))).Message
            .Replace($"{folder}/", "", StringComparison.Ordinal);

    private void Write(string name, byte[] bytes) => File.WriteAllBytes($"{folder}/{name}", bytes);

    private void Write(string name, string text) => File.WriteAllText($"{folder}/{name}", text);
}
