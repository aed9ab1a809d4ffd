namespace Melange.Plugins.Tests.Corpora;

/// <summary>Recordings in a temporary folder, read as a corpus reads them.</summary>
internal sealed class RecordingFolder : IDisposable
{
    public const int RateHz = 16000;

    /// <summary>Where they lie.</summary>
    public string DiskPath { get; } = Directory.CreateTempSubdirectory("melange-audio-").FullName;

    /// <summary>What reading says.</summary>
    public ToldLog Log { get; } = new();

    public string PathOf(string name) => Path.Combine(DiskPath, name);

    public CorpusFile File(string name) => new(PathOf(name), name);

    public void Write(string name, byte[] bytes) => System.IO.File.WriteAllBytes(PathOf(name), bytes);

    /// <summary>Looks at the header, and says what there is to say.</summary>
    public StoredSamples Open(string name, int rateHz = RateHz)
    {
        var audio = CorpusAudio.Open([File(name)], rateHz);
        var samples = audio.Of(File(name))!;
        audio.Tell(Log);
        return samples;
    }

    /// <summary>The samples of a file of these bytes.</summary>
    public float[] Read(byte[] bytes)
    {
        Write("a.wav", bytes);
        return Open("a.wav").Read();
    }

    /// <summary>What is wrong with the header of a file of these bytes.</summary>
    public string Fault(byte[] bytes)
    {
        Write("a.wav", bytes);
        return Fault(() => Open("a.wav"));
    }

    public static string Fault(Func<object> read) => Assert.Throws<FaultException>(read).Message;

    public void Dispose() => Directory.Delete(DiskPath, recursive: true);
}
