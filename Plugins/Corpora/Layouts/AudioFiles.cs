namespace Melange.Plugins;

/// <summary>Which files are recordings.</summary>
internal static class AudioFiles
{
    private static readonly string[] Endings = [".wav", ".flac"];

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool Is(string name) =>
        Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
