using System.Text;

namespace Melange.Plugins;

/// <summary>What a file is, by its first bytes.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="IsForSndfile">Whether libsndfile has a reader for it.</param>
internal sealed record RecordingKind(string Name, bool IsForSndfile)
{
    /// <summary>What the samples of most corpora come in.</summary>
    public const string Wav = "WAV";

    private const int RiffFormAt = 8;
    private const int ShownBytes = 4;

    private static readonly (byte[] Form, RecordingKind Kind)[] RiffForms =
        [("WAVE"u8.ToArray(), new(Wav, true)), ("AVI "u8.ToArray(), new("an AVI video", false))];

    // What stands where; of several that fit, the first.
    private static readonly (int At, byte[] Mark, RecordingKind Kind)[] Marks =
    [
        (0, "RF64"u8.ToArray(), new("RF64", true)), (0, "RIFX"u8.ToArray(), new("RIFX, a big-endian WAV", true)),
        (0, [0x72, 0x69, 0x66, 0x66, 0x2E, 0x91, 0xCF, 0x11], new("Wave64", true)),
        (0, "fLaC"u8.ToArray(), new("FLAC", true)),
        (28, "OpusHead"u8.ToArray(), new("Ogg Opus", true)), (29, "vorbis"u8.ToArray(), new("Ogg Vorbis", true)),
        (29, "FLAC"u8.ToArray(), new("Ogg FLAC", true)), (28, "Speex"u8.ToArray(), new("Ogg Speex", false)),
        (0, "OggS"u8.ToArray(), new("Ogg", true)),
        (0, "FORM"u8.ToArray(), new("AIFF", true)), (0, ".snd"u8.ToArray(), new("Sun AU", true)),
        (0, "caff"u8.ToArray(), new("CAF", true)), (0, "NIST_1A"u8.ToArray(), new("NIST SPHERE", true)),
        (0, "Creative Voice File"u8.ToArray(), new("VOC", true)), (0, "ID3"u8.ToArray(), new("MP3", true)),
        (4, "ftyp"u8.ToArray(), new("MP4 (AAC or ALAC)", false)), (0, "#!AMR"u8.ToArray(), new("AMR", false)),
        (0, [0x30, 0x26, 0xB2, 0x75], new("Windows Media", false)),
        (0, [0x1A, 0x45, 0xDF, 0xA3], new("Matroska or WebM", false)),
        (0, "wvpk"u8.ToArray(), new("WavPack", false)), (0, "MAC "u8.ToArray(), new("Monkey's Audio", false)),
        (0, "version https://git-lfs"u8.ToArray(), new("a Git LFS pointer (git lfs pull fetches the audio)", false)),
        (0, "PK"u8.ToArray(), new("a ZIP archive", false)), (0, [0x1F, 0x8B], new("a gzip archive", false))
    ];

    /// <summary>Tells what a file is.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <param name="file">The file that messages name.</param>
    /// <exception cref="FaultException">It is empty, or nothing that is known.</exception>
    public static RecordingKind Of(ReadOnlySpan<byte> start, CorpusFile file)
    {
        if (start.IsEmpty)
            throw file.Failure(0, "must be a recording, but is empty.");
        foreach (var (form, kind) in RiffForms)
            if (start.StartsWith("RIFF"u8) && start.Length > RiffFormAt && start[RiffFormAt..].StartsWith(form))
                return kind;
        foreach (var (at, mark, kind) in Marks)
            if (start.Length > at && start[at..].StartsWith(mark))
                return kind;
        return MpegFrame(start) ?? throw file.Failure(0,
            $"must be a recording (WAV, FLAC, MP3, Ogg, AIFF, ...), but begins with '{Printable(start)}'.");
    }

    /// <summary>Bytes as letters, a dot for each that is none.</summary>
    public static string Printable(ReadOnlySpan<byte> bytes)
    {
        var letters = Encoding.Latin1.GetString(bytes[..Math.Min(ShownBytes, bytes.Length)]);
        return string.Concat(letters.Select(letter => char.IsBetween(letter, ' ', '~') ? letter : '.'));
    }

    // Eleven bits that synchronise; the layer is 0 in AAC's frames alone.
    private static RecordingKind? MpegFrame(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, var second, ..] when (second & 0xF6) == 0xF0 => new("AAC", false),
        [0xFF, var second, ..] when (second & 0xE0) == 0xE0 => new("MP3", true),
        _ => null
    };
}
