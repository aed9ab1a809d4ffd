using System.Text;

namespace Melange.Plugins;

/// <summary>A file of a corpus: where it lies, and what messages call it.</summary>
/// <param name="DiskPath">Where it lies.</param>
/// <param name="Name">What the user calls it: the corpus' path in the config, then the path within the corpus.</param>
public sealed record CorpusFile(string DiskPath, string Name)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16 =
        new(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16BigEndian =
        new(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);

    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];
    private const int HeaderBytes = 512; // most headers are read at once, what follows past the buffer

    /// <summary>Its own name, without folders.</summary>
    public string FileName => Path.GetFileName(DiskPath);

    /// <summary>Its own name, without folders and without what stands behind the last dot.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(DiskPath);

    /// <summary>The folder that it lies in.</summary>
    public CorpusFolder Folder => new(Path.GetDirectoryName(DiskPath) ?? "", FolderName);

    private string FolderName => Name.LastIndexOf('/') is > 0 and var slash ? Name[..slash] : ".";

    /// <summary>Whether it exists.</summary>
    public bool Exists => File.Exists(DiskPath);

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public byte[] ReadBytes() => Reading(() => File.ReadAllBytes(DiskPath));

    /// <summary>Opens the file, to be read here and there.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public FileStream OpenRead() => Reading(
        () => new FileStream(DiskPath, FileMode.Open, FileAccess.Read, FileShare.Read, HeaderBytes));

    /// <summary>Reads something of the file.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    internal T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failure(0, $"must be readable, but is not: {cause.Message}");
        }
    }

    /// <summary>Reads the whole file as text: UTF-8, or UTF-16 where its byte order mark says so.</summary>
    /// <exception cref="FaultException">It cannot be read, or is in another encoding.</exception>
    public string ReadText()
    {
        var bytes = ReadBytes();
        if (bytes.AsSpan().StartsWith("PK\x03\x04"u8))
            throw Failure(0, "must be text, but is a ZIP archive, as Excel's workbooks are: save it as CSV UTF-8.");
        var text = Decoded(bytes).TrimStart('\uFEFF');
        var zero = text.IndexOf('\0');
        return zero < 0 ? text : throw Failure(LinesIn(text[..zero]),
            "must be text, but has a zero in it, as UTF-16 without a byte order mark has.");
    }

    /// <summary>Reads the whole file as lines of text, whatever ends them.</summary>
    /// <exception cref="FaultException">It cannot be read, or is in another encoding.</exception>
    public string[] ReadLines() => ReadText().Split(LineEnds, StringSplitOptions.None);

    /// <summary>Reads the whole file as words, in one line.</summary>
    /// <exception cref="FaultException">It cannot be read, or is in another encoding.</exception>
    public string ReadWords() => ReadText().Trim().ReplaceLineEndings(" ");

    /// <summary>The words that it has of a recording; null where there is no such file, or nothing in it.</summary>
    /// <exception cref="FaultException">It cannot be read, or is in another encoding.</exception>
    public ReferenceNotes? Notes() =>
        Exists && ReadWords() is { Length: > 0 } words ? new() { Text = words, TextFile = Name } : null;

    /// <summary>A fault in a line of this file.</summary>
    /// <param name="line">Line from 1; 0 where there is none.</param>
    /// <param name="message">What was expected and what was found, in one sentence.</param>
    public Fault Fault(int line, string message) => new(Name, line, message);

    /// <summary>A fault in a line of this file, ready to be thrown.</summary>
    /// <param name="line">Line from 1; 0 where there is none.</param>
    /// <param name="message">What was expected and what was found, in one sentence.</param>
    public FaultException Failure(int line, string message) => new([Fault(line, message)]);

    private string Decoded(byte[] bytes)
    {
        var (encoding, name) = bytes switch
        {
            [0xFE, 0xFF, ..] => ((Encoding)Utf16BigEndian, "UTF-16"),
            [0xFF, 0xFE, ..] => (Utf16, "UTF-16"),
            _ => (Utf8, "UTF-8")
        };
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException cause)
        {
            var before = Encoding.GetEncoding(encoding.CodePage).GetString(bytes, 0, cause.Index);
            throw Failure(LinesIn(before), $"must be {name} text, but byte {cause.Index} is none.");
        }
    }

    private static int LinesIn(string text) => text.Split(LineEnds, StringSplitOptions.None).Length;
}
