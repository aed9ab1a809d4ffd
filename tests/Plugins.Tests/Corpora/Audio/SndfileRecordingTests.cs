namespace Melange.Plugins.Tests.Corpora;

/// <summary>What sox and ffmpeg write, read by libsndfile.</summary>
public sealed class SndfileRecordingTests : IDisposable
{
    private const string Fault = "a.bin: must be WAV or what libsndfile reads (FLAC, MP3, Ogg, AIFF, ...), but is ";
    private readonly RecordingFolder folder = new();
    private readonly float[] tone;

    public SndfileRecordingTests()
    {
        folder.Write("tone.wav", new RecordingBytes(1, 16).Tone(440, seconds: 1));
        tone = folder.Open("tone.wav").Read();
    }

    public void Dispose() => folder.Dispose();

    [SoundProgramsTheory]
    [InlineData("sox tone.wav a.flac"), InlineData("ffmpeg -v error -i tone.wav a.flac")]
    [InlineData("sox tone.wav -b 24 a.flac"), InlineData("ffmpeg -v error -i tone.wav -f flac - > a.flac")]
    [InlineData("sox tone.wav a.aiff"), InlineData("sox tone.wav -b 24 a.aiff"), InlineData("sox tone.wav a.au")]
    [InlineData("sox tone.wav a.caf"), InlineData("sox tone.wav a.w64"), InlineData("sox tone.wav a.sph")]
    [InlineData("ffmpeg -v error -i tone.wav -rf64 always -f wav a.rf64")]
    public void Read_WithoutLoss_GivesTheVerySamples(string line)
    {
        var samples = Written(line);

        Assert.Equal(tone.Length, samples.Count);
        Assert.Equal(tone, samples.Read());
        Assert.Empty(folder.Log.Told);
    }

    // libsndfile 1.2.0 reads MP3, older ones may not.
    [SoundProgramsTheory]
    [InlineData("ffmpeg -v error -i tone.wav a.ogg"), InlineData("ffmpeg -v error -i tone.wav a.opus")]
    [InlineData("ffmpeg -v error -i tone.wav -b:a 64k a.mp3"), InlineData("sox tone.wav -e ms-adpcm a.wav")]
    public void Read_WithLoss_GivesAToneOfTheSamePitchAndLevel(string line)
    {
        var read = Written(line).Read();

        var middle = read.Skip(4000).Take(8000).ToArray();
        Assert.InRange(read.Length, tone.Length, tone.Length + 2000);
        Assert.Equal(0.5 / Math.Sqrt(2), Math.Sqrt(middle.Average(sample => (double)sample * sample)), tolerance: 0.02);
        Assert.Equal(440, middle.Zip(middle.Skip(1)).Count(pair => pair.First < 0 && pair.Second >= 0) * 2.0, 2.0);
    }

    // Into a pipe, ffmpeg writes a number of frames that libsndfile takes for more samples than it gives.
    [SoundProgramsFact]
    public void Open_Mp3WithAWrongNumberOfSamples_CountsThem()
    {
        var samples = Written("ffmpeg -v error -i tone.wav -b:a 64k -f mp3 - | cat > a.mp3");

        Assert.Equal(samples.Count, samples.Read().Length);
    }

    [SoundProgramsFact]
    public void Read_OtherRateAndChannels_AreBroughtToTheRuns()
    {
        var samples = Written("sox -R tone.wav -r 44100 -c 2 a.flac");

        Assert.Equal(16000, samples.Count);
        Assert.Equal(16000, samples.Read().Length);
        Assert.Equal(
            [
                "Recordings of two channels that were averaged: 1.",
                "Recordings that were resampled from 44100 to 16000 Hz: 1."
            ],
            folder.Log.Told);
    }

    [SoundProgramsFact]
    public void Read_FlacCutShort_SaysSoWhenItIsRead()
    {
        SoundPrograms.Run(folder.DiskPath,
            "sox -R tone.wav whole.flac && head -c $(($(wc -c < whole.flac) / 2)) whole.flac > a.flac");

        var samples = folder.Open("a.flac");

        Assert.Equal(16000, samples.Count);
        Assert.Matches(@"^a\.flac: must hold the 16000 samples that its header promises, but holds \d+\.$",
            RecordingFolder.Fault(samples.Read));
    }

    [SoundProgramsTheory]
    [InlineData("ffmpeg -v error -i tone.wav -f adts a.bin", "AAC.")]
    [InlineData("ffmpeg -v error -i tone.wav -f ipod a.bin", "MP4 (AAC or ALAC).")]
    [InlineData("sox tone.wav -r 8000 -t amr-nb a.bin", "AMR.")]
    [InlineData("ffmpeg -v error -i tone.wav -f asf a.bin", "Windows Media.")]
    [InlineData("ffmpeg -v error -i tone.wav -f matroska a.bin", "Matroska or WebM.")]
    [InlineData("ffmpeg -v error -i tone.wav -f wv a.bin", "WavPack.")]
    [InlineData("printf 'version https://git-lfs.github.com/spec/v1' > a.bin",
        "a Git LFS pointer (git lfs pull fetches the audio).")]
    [InlineData("printf 'NIST_1A\\n   1024\\nsample_coding -s3 pcm' > a.bin",
        "NIST SPHERE that it cannot read (Error in NIST file, bad header).")]
    public void Open_WhatNobodyReads_IsNamedAsWhatItIs(string line, string expected)
    {
        SoundPrograms.Run(folder.DiskPath, line);

        Assert.Equal(Fault + expected, RecordingFolder.Fault(() => folder.Open("a.bin")));
    }

    [Fact]
    public void Open_NoLibrary_SaysWhatToInstall() => Assert.Equal(
        "libsndfile: must be installed to read FLAC, but is not. Debian, Ubuntu: apt-get install libsndfile1; "
            + "macOS: brew install libsndfile.",
        RecordingFolder.Fault(
            () => SndfileRecording.Open(folder.File("a.flac"), new("FLAC", true), isInstalled: false)));

    [Fact]
    public void Open_NoLibraryForWhatItWouldNotReadEither_NamesTheKindAlone() => Assert.Equal(Fault + "AAC.",
        RecordingFolder.Fault(
            () => SndfileRecording.Open(folder.File("a.bin"), new("AAC", false), isInstalled: false)));

    private StoredSamples Written(string line)
    {
        SoundPrograms.Run(folder.DiskPath, line);
        return folder.Open(Path.GetFileName(Directory.GetFiles(folder.DiskPath, "a.*").Single()));
    }
}
