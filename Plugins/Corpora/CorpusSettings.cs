namespace Melange.Plugins;

/// <summary>How the files of a corpus are read.</summary>
/// <param name="options">The corpus' options, which hold their rules.</param>
/// <param name="context">What it is read for.</param>
internal sealed class CorpusSettings(CorpusFolderOptions options, CorpusContext context)
{
    private const int MostLevels = 4; // LibriTTS: subset, speaker, chapter, recording

    private readonly Lazy<bool> hasStyles = new(
        () => !string.IsNullOrEmpty(options.Style) && FolderOf(options.Path, context).Sub(options.Style).Exists);

    /// <summary>The corpus' folder.</summary>
    public CorpusFolder Folder { get; } = FolderOf(options.Path, context);

    /// <summary>What is kept out of training.</summary>
    public HeldOutOptions HeldOut => options.HeldOut;

    /// <summary>What is read of TextGrids, and what is put right.</summary>
    public TierRules Rules { get; } = TierRules.Of(options, context.Format);

    /// <summary>The rate of all audio, in samples a second.</summary>
    public int SampleRateHz => context.Format.SampleRateHz;

    /// <summary>Turns texts into phonemes; null where nothing does.</summary>
    public Part<IPhonemizer, PhonemizerContext>? Phonemizer { get; init; }

    /// <summary>The file of an utterance's style vectors; null where there is none.</summary>
    public StyleFile? StyleOf(string id) => hasStyles.Value ? StyleIn(Folder, id) : null;

    /// <summary>The file of style vectors of a recording of any corpus that is laid out as this one; null where there
    /// is none.</summary>
    /// <param name="place">Where the recording lies, at most four folders below its corpus' own.</param>
    /// <param name="id">The id of its utterance.</param>
    public StyleFile? StyleAbove(RecordingPlace place, string id) => string.IsNullOrEmpty(options.Style) ? null
        : Enumerable.Range(0, MostLevels + 1).Select(level => StyleIn(place.Folder(level), id))
            .FirstOrDefault(file => file is not null);

    private StyleFile? StyleIn(CorpusFolder folder, string id)
    {
        CorpusFile[] files =
            [folder.File($"{options.Style}/{id}.npy"), folder.File($"{options.Style}/{id}.safetensors")];
        return Array.Find(files, file => file.Exists) is { } found
            ? new(found.DiskPath, found.Name, options.StyleRateHz) : null;
    }

    /// <summary>A folder that an option names.</summary>
    public static CorpusFolder FolderOf(string path, CorpusContext context) =>
        new(Path.Combine(context.BaseFolder, path), path);

    /// <summary>Told of texts done, of all; null where nobody wants to know.</summary>
    public Action<int, int>? TextsDone => context.TextsDone;

    /// <summary>A new phonemizer, the caller's to dispose; null where there is none.</summary>
    public IPhonemizer? BuildPhonemizer() => Phonemizer?.BuildWatched(new(context.BaseFolder));
}
