using System.Buffers.Binary;
using System.Text;

namespace Melange.Plugins.Tests.Corpora;

/// <summary>A valid corpus of three utterances in a temporary folder; each test breaks it in one place.</summary>
internal sealed class SmallCorpus : IDisposable
{
    public const int RateHz = 1000;
    private const int Samples = 500;
    private readonly string baseFolder = Directory.CreateTempSubdirectory("melange-corpus-").FullName;

    public SmallCorpus()
    {
        Write("metadata.csv",
            "id,text,speaker,emotion\na,One two.,anna,sad\nb,\"Three, four.\",bert,happy\nc,One two.,bert,happy\n");
        Write("held-out.txt", "Three, four.\n");
        foreach (var id in new[] { "a", "b", "c" })
        {
            Write($"wav/{id}.wav", Wav());
            Write($"textgrid/{id}.TextGrid", TextGrid((0, 0.2, "aa"), (0.2, 0.5, "b")));
        }
    }

    public string BaseFolder => baseFolder;

    public TextGridFolderOptions Options { get; set; } = new() { Path = "corpora/small" };

    public void Write(string relative, string text) => Write(relative, Encoding.UTF8.GetBytes(text));

    public void Write(string relative, byte[] bytes)
    {
        var path = Full(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    public void Delete(string relative) => File.Delete(Full(relative));

    public void Move(string from, string to) => File.Move(Full(from), Full(to));

    /// <summary>What the corpus says.</summary>
    public ToldLog Log { get; } = new();

    /// <summary>A frame is 4 ms.</summary>
    public IReadOnlyList<Utterance> Read() => new TextGridFolderCorpus(Options,
        new(baseFolder, new() { SampleRateHz = RateHz, HighHz = 500, HopSamples = 4 }), Log).Read();

    /// <summary>What reading says, line by line, with the temporary folder written as <c>BASE</c>.</summary>
    public string[] Faults() => Assert.Throws<FaultException>(Read).Message
        .Replace(baseFolder, "BASE", StringComparison.Ordinal).Split('\n');

    public void Dispose() => Directory.Delete(baseFolder, recursive: true);

    public static string TextGrid(params (double Start, double End, string Label)[] intervals)
    {
        var text = new StringBuilder($"""
            File type = "ooTextFile"
            Object class = "TextGrid"

            xmin = 0
            xmax = 0.5
            tiers? <exists>
            size = 1
            item []:
                item [1]:
                    class = "IntervalTier"
                    name = "phones"
                    xmin = 0
                    xmax = 0.5
                    intervals: size = {intervals.Length}

            """);
        for (var i = 0; i < intervals.Length; i++)
            text.Append(FormattableString.Invariant($"""
                        intervals [{i + 1}]:
                            xmin = {intervals[i].Start}
                            xmax = {intervals[i].End}
                            text = "{intervals[i].Label}"

                """));
        return text.ToString();
    }

    /// <summary>Half a second of audio; sample i is i / 32768.</summary>
    /// <remarks>Its format stands at byte 20, channels at 22, rate at 24, bits at 34, size of the data at 40.</remarks>
    public static byte[] Wav(int samples = Samples)
    {
        var bytes = new byte[44 + 2 * samples];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), RateHz);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), 2 * RateHz);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), 2 * samples);
        for (var i = 0; i < samples; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44 + 2 * i), (short)i);
        return bytes;
    }

    private string Full(string relative) => Path.Combine(baseFolder, "corpora/small", relative);
}
