namespace Melange.Plugins;

/// <summary>Where a recording lies, which may be of any corpus.</summary>
/// <param name="path">The recording.</param>
internal sealed class RecordingPlace(string path)
{
    /// <summary>Its name without what stands behind the last dot.</summary>
    public string Stem { get; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>The folder that it lies in, or one above.</summary>
    /// <param name="levels">How many levels above; 0 is that of the recording.</param>
    public CorpusFolder Folder(int levels)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
        for (var level = 0; level < levels; level++)
            folder = Above(folder);
        return new(folder, folder);
    }

    private static string Above(string folder) => Path.GetFileName(folder) is "" or "." or ".."
        ? Path.Combine(folder, "..")
        : Path.GetDirectoryName(folder) is { Length: > 0 } above ? above : ".";
}
