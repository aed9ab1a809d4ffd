namespace Melange.Plugins;

/// <summary>What the layout of a corpus' folder has beside a recording: <c>textgrid/id.TextGrid</c> and
/// <c>metadata.csv</c>, where it lies in <c>wav/</c>.</summary>
internal static class FolderLayout
{
    /// <summary>Looks for them in the folder above that of the recording.</summary>
    public static ReferenceNotes? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var id = Path.GetFileNameWithoutExtension(path);
        var wav = Path.GetDirectoryName(path) ?? "";
        var folder = Path.GetFileName(wav) is "" or "." or ".." ? Path.Combine(wav, "..") : Path.GetDirectoryName(wav)!;
        var grid = Path.Combine(folder, "textgrid", id + ".TextGrid");
        if (File.Exists(grid))
            return new() { Grid = grid };
        var list = Path.Combine(folder, "metadata.csv");
        return Row(new(list, list), id) is not { } row ? null
            : new() { Text = row.Text, TextFile = list, TextLine = row.Line };
    }

    // Any file may be called so: one that is no list of ours tells nothing.
    private static MetadataRow? Row(CorpusFile file, string id) =>
        new FaultCollector().Try(() => MetadataFile.Read(file, mayHavePhonemes: true))?.Rows
            .FirstOrDefault(row => row.Id == id);
}
