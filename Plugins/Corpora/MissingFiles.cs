namespace Melange.Plugins;

/// <summary>Finds and reads the files of utterances, and says which file was meant where one is missing.</summary>
internal sealed class MissingFiles(CorpusFolder folder, IReadOnlyList<MetadataRow> rows)
{
    private readonly HashSet<string> ids = [.. rows.Select(row => row.Id)];
    private readonly Dictionary<string, List<string>> unclaimed = [];

    /// <summary>The file of an utterance.</summary>
    /// <param name="subFolder">Where such files lie: <c>wav</c>.</param>
    /// <param name="row">The utterance.</param>
    /// <param name="ending">How their names end: <c>.wav</c>.</param>
    /// <exception cref="FaultException">It does not exist; the nearest unclaimed name is suggested.</exception>
    public CorpusFile Existing(string subFolder, MetadataRow row, string ending)
    {
        var file = folder.File($"{subFolder}/{row.Id}{ending}");
        if (file.Exists)
            return file;
        var suggestion = NearestName.Suggest(row.Id + ending, Unclaimed(subFolder, ending));
        throw file.Failure(0, $"must exist, as metadata.csv:{row.Line} lists '{row.Id}', but does not.{suggestion}");
    }

    /// <summary>The samples of an utterance.</summary>
    /// <exception cref="FaultException">The file is missing, broken, or of another format than a corpus' audio must be.
    /// </exception>
    public float[] Audio(MetadataRow row, int sampleRateHz)
    {
        var file = Existing("wav", row, ".wav");
        return WavFile.Parse(file.ReadBytes(), file, sampleRateHz);
    }

    private List<string> Unclaimed(string subFolder, string ending)
    {
        if (!unclaimed.TryGetValue(subFolder, out var names))
            unclaimed[subFolder] = names = [.. folder.FileNames(subFolder)
                .Where(name => !IsClaimed(name, ending))];
        return names;
    }

    private bool IsClaimed(string name, string ending) =>
        name.EndsWith(ending, StringComparison.Ordinal) && ids.Contains(name[..^ending.Length]);
}
