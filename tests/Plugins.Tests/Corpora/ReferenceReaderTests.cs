namespace Melange.Plugins.Tests.Corpora;

public sealed class ReferenceReaderTests : IDisposable
{
    private const int RateHz = 16000;
    private static readonly Recording Plain = new(1, 16);
    private readonly ToldLog log = new();
    private readonly string folder = Directory.CreateTempSubdirectory("melange-reference-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Corpora => ["textgrid-folder", "text-folder"];

    [Theory, MemberData(nameof(Corpora))]
    public void ReadAudio_RateOfTheRun_GivesTheVerySamples(string corpus) =>
        Assert.Equal([-1, 0.5f, 3 / 32768f], Read(Plain.Bytes(-1, 0.5, 3 / 32768.0), corpus));

    [Theory]
    [InlineData(1, 8, 1.0 / 128), InlineData(1, 16, 1.0 / 32768), InlineData(1, 24, 1.0 / 8388608)]
    [InlineData(1, 32, 1.0 / 2147483648), InlineData(3, 32, 1e-12), InlineData(3, 64, 1e-12)]
    public void ReadAudio_AnyBits_KeepsEveryValue(short encoding, int bits, double smallest)
    {
        double[] samples = [-1, -0.5, -smallest, 0, smallest, 0.75];

        Assert.Equal(samples.Select(sample => (float)sample), Read(new Recording(encoding, bits).Bytes(samples)));
    }

    [Fact]
    public void ReadAudio_Stereo_IsAveraged() =>
        Assert.Equal([0.25f, -0.5f], Read(new Recording(1, 16, Channels: 2).Bytes(0.5, 0, -0.25, -0.75)));

    [Fact]
    public void ReadAudio_LouderThanFullScale_IsBroughtDownToIt() =>
        Assert.Equal([0.25f, -1, 0.5f], Read(new Recording(3, 32).Bytes(0.5, -2, 1)));

    [Theory]
    [InlineData(8000), InlineData(11025), InlineData(22050), InlineData(44100), InlineData(48000), InlineData(96000)]
    [InlineData(44101)]
    public void ReadAudio_ToneOfAnyRate_KeepsLengthPitchAndLevel(int rateHz)
    {
        using var scope = NewDisposeScope();

        var audio = tensor(Read(new Recording(3, 32, RateHz: rateHz).Tone(440, seconds: 1)));

        Assert.Equal([RateHz], audio.shape);
        var expected = 0.5 * (2 * Math.PI * 440 / RateHz * arange(RateHz, dtype: float64)).sin();
        var error = (audio.to(float64) - expected)[1600..^1600].abs().max().item<double>(); // its ends are cut off hard
        Assert.True(error < 1e-4, $"The tone is off by {error}.");
    }

    [Theory, InlineData(8100), InlineData(9000), InlineData(12000), InlineData(20000)]
    public void ReadAudio_ToneAboveTheBand_LeavesNoAlias(double hertz)
    {
        using var scope = NewDisposeScope();

        var audio = tensor(Read(new Recording(3, 32, RateHz: 44100).Tone(hertz, seconds: 1)));

        var level = audio[1600..^1600].square().mean().sqrt().item<float>();
        Assert.True(level < 1e-4, $"Of 0.35 there is {level} left."); // 70 dB below
    }

    [Fact]
    public void ReadAudio_ToneNearTheEndOfTheBand_Stays()
    {
        using var scope = NewDisposeScope();

        var audio = tensor(Read(new Recording(3, 32, RateHz: 44100).Tone(7500, seconds: 1)));

        Assert.Equal(Math.Sqrt(0.125), audio[1600..^1600].square().mean().sqrt().item<float>(), 1e-3);
    }

    [Theory]
    [InlineData(2, 16, 1, 16000, "must be PCM or float audio (WAVE format 1 or 3), but is of WAVE format 2.")]
    [InlineData(1, 64, 1, 16000, "must have 8, 16, 24 or 32 bits a sample, but has 64.")]
    [InlineData(3, 16, 1, 16000, "must have 32 or 64 bits a float sample, but has 16.")]
    [InlineData(1, 16, 3, 16000, "must have one or two channels, but has 3.")]
    [InlineData(1, 16, 1, 7999, "must have 8000 to 96000 samples a second, but has 7999.")]
    [InlineData(1, 16, 1, 96001, "must have 8000 to 96000 samples a second, but has 96001.")]
    public void ReadAudio_OtherFormat_SaysWhatItMustBe(
        short encoding, int bits, int channels, int rateHz, string message) => Assert.Equal(
            $"a.wav: {message}", Fault(new Recording(encoding, bits, channels, rateHz).Bytes(0, 0, 0)));

    [Fact]
    public void ReadAudio_NotANumber_NamesTheSample() => Assert.Equal(
        "a.wav: sample 1 must be a finite number, but is NaN.", Fault(new Recording(3, 32).Bytes(0, double.NaN)));

    [Fact]
    public void ReadAudio_HalfAMoment_IsAFault() => Assert.Equal(
        "a.wav: its 'data' chunk must hold samples of 4 bytes, but holds 6 bytes.",
        Fault(new Recording(1, 16, Channels: 2).Bytes(0, 0, 0)));

    [Fact]
    public void ReadAudio_NoFile_SuggestsTheOneBesideIt()
    {
        Write("anna.wav", Plain.Bytes(0));

        Assert.Equal("ana.wav: must exist, but does not. Did you mean 'anna.wav'?",
            FaultOf(reader => reader.ReadAudio($"{folder}/ana.wav")));
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
        Assert.Equal(["TextGrids that begin or end off their audio, and were put right: 1, by up to 10 ms."], log.Told);
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

    private string Fault(byte[] bytes)
    {
        Write("a.wav", bytes);
        return FaultOf(reader => reader.ReadAudio($"{folder}/a.wav"));
    }

    private string FaultOf(Action<IReferenceReader> read, string corpus = "text-folder", string tier = "phones") =>
        Assert.Throws<FaultException>(() => read(Reader(corpus, tier))).Message
            .Replace($"{folder}/", "", StringComparison.Ordinal);

    private void Write(string name, byte[] bytes) => File.WriteAllBytes($"{folder}/{name}", bytes);

    private void Write(string name, string text) => File.WriteAllText($"{folder}/{name}", text);
}
