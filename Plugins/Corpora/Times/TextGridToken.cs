namespace Melange.Plugins;

/// <summary>Something that counts in a Praat text file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A string's content, unquoted, or the number or flag as it stands.</param>
/// <param name="Line">The line that it begins in, from 1.</param>
internal sealed record TextGridToken(TextGridTokenKind Kind, string Value, int Line)
{
    /// <summary>The token as it stands in the file.</summary>
    public override string ToString() =>
        Kind == TextGridTokenKind.String ? $"\"{Value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : Value;
}

/// <summary>What a token is.</summary>
internal enum TextGridTokenKind
{
    /// <summary>Text in double quotes.</summary>
    String,
    /// <summary>A number that stands free.</summary>
    Number,
    /// <summary>A word in angle brackets.</summary>
    Flag,
    /// <summary>There is nothing more.</summary>
    End
}
