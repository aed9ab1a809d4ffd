using System.Text;

namespace Melange.Plugins;

/// <summary>Tells the encoding of texts that were saved by several people on several machines.</summary>
/// <remarks>
/// A byte order mark, or every second byte of the first ones 0, is UTF-16. What is no UTF-8 is GB2312, if its letters
/// beyond ASCII come in pairs of bytes from 0xA1, as all of GB2312 do; else it is Windows-1252.
/// </remarks>
internal static class TextDecoding
{
    private const int Looked = 8; // letters of an id
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text.</summary>
    public static string Decode(byte[] bytes) => EncodingOf(bytes).GetString(bytes).TrimStart('\uFEFF');

    private static Encoding EncodingOf(byte[] bytes)
    {
        if (bytes is [0xFE, 0xFF, ..] || HasZeros(bytes, first: 0))
            return Encoding.BigEndianUnicode;
        if (bytes is [0xFF, 0xFE, ..] || HasZeros(bytes, first: 1))
            return Encoding.Unicode;
        try
        {
            _ = Utf8.GetCharCount(bytes);
            return Utf8;
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(IsGb2312(bytes) ? "GB18030" : "windows-1252")!;
        }
    }

    private static bool HasZeros(byte[] bytes, int first)
    {
        var looked = bytes.Take(Looked).Where((_, i) => i % 2 == first).ToList();
        return looked.Count > 1 && looked.TrueForAll(value => value == 0);
    }

    private static bool IsGb2312(byte[] bytes)
    {
        const byte lowest = 0xA1;
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] >= 0x80 && (bytes[i] < lowest || ++i == bytes.Length || bytes[i] < lowest))
                return false;
        return true;
    }
}
