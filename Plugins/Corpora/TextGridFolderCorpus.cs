namespace Melange.Plugins;

/// <summary>A folder of audio, aligned with its phonemes by Praat TextGrids.</summary>
/// <remarks>
/// <c>metadata.csv</c> (<c>id,text,speaker,emotion</c>) lists the utterances in their order; <c>wav/id.wav</c> and
/// <c>textgrid/id.TextGrid</c> hold them; a file of texts says what is kept out of training. A phoneme that only
/// held-out texts have is a fault: no model could learn it.
/// </remarks>
public sealed class TextGridFolderCorpus : ICorpus
{
    private readonly TextGridFolderOptions options;
    private readonly CorpusFolder folder;
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
    }

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read()
    {
        folder.MustExist();
        var faults = new FaultCollector();
        var metadata = faults.Try(() => MetadataFile.Read(folder.File("metadata.csv")));
        faults.Add(metadata?.Faults ?? []);
        var heldOut = faults.Try(ReadHeldOut) ?? HeldOutFile.None;
        if (metadata is not null && faults.IsEmpty)
            faults.Add(HeldOutFaults(heldOut, metadata));
        var aligned = ReadAligned(metadata?.Rows ?? [], heldOut, faults);
        if (faults.IsEmpty)
            faults.Add(UntrainedPhonemes(aligned));
        faults.ThrowIfAny();
        return [.. aligned.Select(item => item.Utterance)];
    }

    private HeldOutFile ReadHeldOut() =>
        string.IsNullOrWhiteSpace(options.HeldOut) ? HeldOutFile.None : HeldOutFile.Read(folder.File(options.HeldOut));

    private IEnumerable<Fault> HeldOutFaults(HeldOutFile heldOut, MetadataFile metadata)
    {
        var file = folder.File(options.HeldOut);
        var said = metadata.Rows.Select(row => row.Text).ToHashSet();
        foreach (var (text, line) in heldOut.Texts.Where(entry => !said.Contains(entry.Key)))
            yield return file.Fault(line, $"no utterance says '{text}'.{NearestName.Suggest(text, said)}");
        if (said.Count > 0 && said.All(heldOut.Texts.ContainsKey))
            yield return file.Fault(0, "must leave at least one text for training, but leaves none.");
    }

    private List<AlignedUtterance> ReadAligned(
        IReadOnlyList<MetadataRow> rows, HeldOutFile heldOut, FaultCollector faults)
    {
        var missing = new MissingFiles(folder, rows);
        var aligned = new List<AlignedUtterance>();
        foreach (var row in rows)
        {
            var samples = faults.Try(() => ReadSamples(row, missing));
            var textGrid = folder.File($"textgrid/{row.Id}.TextGrid");
            var intervals = faults.Try(() => ReadIntervals(row, missing, samples));
            if (samples is null || intervals is null)
                continue;
            var utterance = new Utterance(row.Id, row.Text, row.Speaker, row.Emotion, samples,
                [.. intervals.Select(part => part.Label)], [.. intervals.Select(part => part.EndSeconds)],
                heldOut.Texts.ContainsKey(row.Text));
            aligned.Add(new(utterance, textGrid, intervals));
        }
        return aligned;
    }

    private float[] ReadSamples(MetadataRow row, MissingFiles missing)
    {
        var file = missing.Existing("wav", row, ".wav");
        return WavFile.Parse(file.ReadBytes(), file, sampleRateHz);
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
            .SelectMany(item => item.Intervals).Select(interval => interval.Label).ToHashSet();
        return aligned.SelectMany(item => item.Intervals
            .Where(interval => !trained.Contains(interval.Label))
            .DistinctBy(interval => interval.Label)
            .Select(interval => item.TextGrid.Fault(interval.Line,
                $"phoneme '{interval.Label}' must occur in a training text, but only held-out texts have it.")));
    }
}
