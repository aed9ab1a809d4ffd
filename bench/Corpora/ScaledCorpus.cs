using System.Buffers.Binary;

namespace Melange.Bench;

/// <summary>A folder of as many utterances as one likes, whose recordings are one file.</summary>
internal sealed class ScaledCorpus : IDisposable
{
    private const int RateHz = 16000, Seconds = 4, HeldOut = 101, HeaderBytes = 44, SampleBytes = 2;
    private static readonly string[] Words =
        "we saw it was ship red light over under table green morning evening river stone small large quick".Split(' ');

    /// <summary>Makes it.</summary>
    /// <param name="utterances">How many.</param>
    public ScaledCorpus(int utterances)
    {
        Path = Directory.CreateTempSubdirectory("melange-bench-").FullName;
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "wav"));
        var texts = Texts(utterances);
        File.WriteAllLines(System.IO.Path.Combine(Path, "metadata.csv"), texts.Select((text, i) =>
            $"u{i:d5},{text},anna,calm,"
                + $"{string.Join(' ', text.Replace(" ", "", StringComparison.Ordinal).ToCharArray())}")
            .Prepend("id,text,speaker,emotion,phonemes"));
        File.WriteAllLines(System.IO.Path.Combine(Path, "held-out.txt"), texts.Skip(100).Take(HeldOut));
        File.WriteAllBytes(Recording(0), Tone());
        for (var i = 1; i < utterances; i++)
            File.CreateSymbolicLink(Recording(i), Recording(0));
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The folder of its features.</summary>
    public string Cache => System.IO.Path.Combine(Path, "features");

    /// <summary>Throws its features away.</summary>
    public void Clear()
    {
        if (Directory.Exists(Cache))
            Directory.Delete(Cache, recursive: true);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string Recording(int index) => System.IO.Path.Combine(Path, $"wav/u{index:d5}.wav");

    private static List<string> Texts(int count)
    {
        var draw = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => string.Join(' ', Enumerable.Range(0, 8)
            .Select(_ => Words[draw.Next(Words.Length)])) + $" {Words[i % Words.Length]}")];
    }

    private static byte[] Tone()
    {
        var file = new byte[HeaderBytes + SampleBytes * RateHz * Seconds];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        ReadOnlySpan<int> format = [16, 1 | (1 << 16), RateHz, SampleBytes * RateHz, SampleBytes | (16 << 16)];
        for (var i = 0; i < format.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16 + 4 * i), format[i]);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), file.Length - HeaderBytes);
        for (var i = 0; i < RateHz * Seconds; i++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(HeaderBytes + SampleBytes * i),
                (short)(8000 * Math.Sin(2 * Math.PI * 120 * i / RateHz)));
        return file;
    }
}
