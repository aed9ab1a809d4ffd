namespace Melange.Plugins;

/// <summary>What the layout of a corpus' folder has beside a recording: <c>textgrid/id.TextGrid</c> and
/// <c>metadata.csv</c>, where it lies in <c>wav/</c>.</summary>
internal static class FolderLayout
{
    /// <summary>Looks for them in the folder above that of the recording.</summary>
    public static ReferenceNotes? NotesOf(RecordingPlace place)
    {
        var folder = place.Folder(levels: 1);
        var grid = folder.Sub("textgrid").File(place.Stem + ".TextGrid");
        if (grid.Exists)
            return new() { Grid = grid.Name };
        var list = folder.File(MetadataLayout.FileName);
        return Row(list, place.Stem) is not { } row ? null
            : new() { Text = row.Text, TextFile = list.Name, TextLine = row.Line };
    }

    // Any file may be called so: one that is no list of ours tells nothing.
    private static MetadataRow? Row(CorpusFile file, string id) =>
        new FaultCollector().Try(() => MetadataFile.Read(file, mayHavePhonemes: true))?.Rows
            .FirstOrDefault(row => row.Id == id);
}
