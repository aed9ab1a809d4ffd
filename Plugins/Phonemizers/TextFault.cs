namespace Melange.Plugins;

/// <summary>Faults in what is to be said; the host puts where it stands in the place of "text".</summary>
internal static class TextFault
{
    private const int Shown = 40;

    /// <summary>A fault in the text.</summary>
    public static Fault Of(string message) => new("text", 0, message);

    /// <summary>The begin of what may be long.</summary>
    public static string Shortened(string text) => text.Length > Shown ? $"{text[..Shown]}…" : text;
}
