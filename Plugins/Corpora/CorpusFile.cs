using System.Text;

namespace Melange.Plugins;

/// <summary>A file of a corpus: where it lies, and what messages call it.</summary>
/// <param name="DiskPath">Where it lies.</param>
/// <param name="Name">What the user calls it: the corpus' path in the config, then the path within the corpus.</param>
public sealed record CorpusFile(string DiskPath, string Name)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether it exists.</summary>
    public bool Exists => File.Exists(DiskPath);

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public byte[] ReadBytes()
    {
        try
        {
            return File.ReadAllBytes(DiskPath);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failure(0, $"must be readable, but is not: {cause.Message}");
        }
    }

    /// <summary>Reads the whole file as UTF-8 text, with or without a byte order mark.</summary>
    /// <exception cref="FaultException">It cannot be read, or is in another encoding.</exception>
    public string ReadText()
    {
        var bytes = ReadBytes();
        if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
            throw Failure(0, "must be UTF-8 text, but is UTF-16; Praat's 'Text writing preferences' change it.");
        try
        {
            return Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException cause)
        {
            throw Failure(0, $"must be UTF-8 text, but byte {cause.Index} is none.");
        }
    }

    /// <summary>A fault in a line of this file.</summary>
    /// <param name="line">Line from 1; 0 where there is none.</param>
    /// <param name="message">What was expected and what was found, in one sentence.</param>
    public Fault Fault(int line, string message) => new(Name, line, message);

    /// <summary>A fault in a line of this file, ready to be thrown.</summary>
    /// <param name="line">Line from 1; 0 where there is none.</param>
    /// <param name="message">What was expected and what was found, in one sentence.</param>
    public FaultException Failure(int line, string message) => new([Fault(line, message)]);
}
