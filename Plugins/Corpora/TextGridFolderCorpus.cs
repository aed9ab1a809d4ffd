namespace Melange.Plugins;

/// <summary>A folder of audio, aligned with its phonemes by Praat TextGrids.</summary>
/// <remarks>
/// <c>metadata.csv</c> (<c>id,text,speaker,emotion</c>) lists the utterances in their order; <c>wav/id.wav</c> and
/// <c>textgrid/id.TextGrid</c> hold them; a file of texts says what is kept out of training. A phoneme that only
/// held-out texts have is a fault: no model could learn it.
/// </remarks>
public sealed class TextGridFolderCorpus : ICorpus, IReferenceReader
{
    private readonly TextGridFolderOptions options;
    private readonly CorpusFolder folder;
    private readonly ReferenceFiles references;
    private readonly int sampleRateHz;

    /// <summary>Creates the corpus; nothing is read yet.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public TextGridFolderCorpus(TextGridFolderOptions options, CorpusContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        this.options = options.Validated();
        folder = new(Path.Combine(context.BaseFolder, options.Path), options.Path);
        sampleRateHz = context.Format.SampleRateHz;
        references = new(options.Tier, sampleRateHz);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read()
    {
        var faults = new FaultCollector();
        var listing = CorpusListing.Read(folder, options.HeldOut, mayHavePhonemes: false, faults);
        var aligned = ReadAligned(listing, faults);
        if (faults.IsEmpty)
            faults.Add(UntrainedPhonemes(aligned));
        faults.ThrowIfAny();
        return [.. aligned.Select(item => item.Utterance)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<float> ReadAudio(string path) => references.ReadAudio(path);

    /// <inheritdoc/>
    public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
        references.ReadPhonemes(path, audioSeconds);

    private List<AlignedUtterance> ReadAligned(CorpusListing listing, FaultCollector faults)
    {
        var missing = new MissingFiles(folder, listing.Rows);
        var aligned = new List<AlignedUtterance>();
        foreach (var row in listing.Rows)
        {
            var samples = faults.Try(() => missing.Audio(row, sampleRateHz));
            var textGrid = folder.File($"textgrid/{row.Id}.TextGrid");
            var intervals = faults.Try(() => ReadIntervals(row, missing, samples));
            if (samples is null || intervals is null)
                continue;
            var utterance = new Utterance(row.Id, row.Text, row.Speaker, row.Emotion, samples,
                [.. intervals.Select(part => part.Label)], [.. intervals.Select(part => part.EndSeconds)],
                listing.IsHeldOut(row));
            aligned.Add(new(utterance, textGrid, intervals));
        }
        return aligned;
    }

    private IReadOnlyList<TextGridInterval> ReadIntervals(MetadataRow row, MissingFiles missing, float[]? samples)
    {
        var file = missing.Existing("textgrid", row, ".TextGrid");
        var grid = TextGridFile.Parse(file.ReadText(), file);
        return PhonemeTier.Read(grid, options.Tier, file, (double?)samples?.Length / sampleRateHz);
    }

    private static IEnumerable<Fault> UntrainedPhonemes(IReadOnlyList<AlignedUtterance> aligned)
    {
        var trained = aligned.Where(item => !item.Utterance.IsHeldOut)
            .SelectMany(item => item.Utterance.Phonemes).ToHashSet();
        return aligned.SelectMany(item => item.Intervals
            .Where(interval => !trained.Contains(interval.Label))
            .DistinctBy(interval => interval.Label)
            .Select(interval => item.TextGrid.Fault(interval.Line, UntrainedPhoneme.Message(interval.Label))));
    }
}
