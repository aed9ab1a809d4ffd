using System.Text;

namespace Melange.Plugins.Tests.Corpora.Layouts;

/// <summary>A small folder that is laid out as a published corpus, with tones for voices.</summary>
internal sealed class StandIn : IDisposable
{
    public const double Seconds = 0.5;

    public string BaseFolder { get; } = Directory.CreateTempSubdirectory("melange-layout-").FullName;

    public ToldLog Log { get; } = new();

    /// <summary>What was said of what is left out.</summary>
    public IEnumerable<string> LeftOut => Log.Told.Where(told => told.StartsWith("Left out", StringComparison.Ordinal));

    /// <summary>The format of the run: 8 kHz, so that every recording is brought to another rate.</summary>
    public static AudioFormat Format { get; } = new() { SampleRateHz = 8000, HighHz = 4000 };

    public CorpusContext Context => new(BaseFolder, Format);

    public void Write(string relative, string text) => Write(relative, Encoding.UTF8.GetBytes(text));

    public void Write(string relative, byte[] bytes)
    {
        var path = Path.Combine(BaseFolder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    public void Speak(int rateHz, params string[] recordings)
    {
        var tone = new RecordingBytes(Encoding: 1, Bits: 16, RateHz: rateHz).Tone(440, Seconds);
        foreach (var recording in recordings)
            Write(recording, tone);
    }

    /// <summary>TextGrids as MFA writes them, with an empty label for silence.</summary>
    public void Align(params string[] grids)
    {
        foreach (var grid in grids)
            Write(grid, SmallCorpus.TextGrid((0, 0.1, ""), (0.1, 0.3, "AA1"), (0.3, 0.5, "B")));
    }

    public void Delete(string relative) => File.Delete(Path.Combine(BaseFolder, relative));

    /// <summary>What reading says, line by line, with the temporary folder written as <c>BASE</c>.</summary>
    public string[] Faults(ICorpus corpus) => Assert.Throws<FaultException>(corpus.Read).Message
        .Replace(BaseFolder, "BASE", StringComparison.Ordinal).Split('\n');

    public void Dispose() => Directory.Delete(BaseFolder, recursive: true);

    /// <summary>Speaks the letters of a text.</summary>
    public static Part<IPhonemizer, PhonemizerContext> Letters { get; } = new("letters", _ => new LetterPhonemizer());

    private sealed class LetterPhonemizer : IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) =>
            [.. text.Where(char.IsLetter).Select(letter => $"{char.ToLowerInvariant(letter)}")];
    }
}
