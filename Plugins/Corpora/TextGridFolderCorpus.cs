using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Plugins;

/// <summary>A folder of audio, aligned with its phonemes by Praat TextGrids.</summary>
/// <remarks>
/// <c>metadata.csv</c> (<c>id,text,speaker,emotion</c>) lists the utterances in their order; <c>wav/id.wav</c> and
/// <c>textgrid/id.TextGrid</c>, or another file of times, hold them; a file of texts says what is kept out of
/// training. A phoneme that only held-out texts have is a fault: no model could learn it.
/// </remarks>
public sealed class TextGridFolderCorpus : ICorpus, IReferenceReader, IReferenceFinder
{
    private readonly TextGridFolderOptions options;
    private readonly CorpusFolder folder;
    private readonly ReferenceFiles references;
    private readonly TierRules rules;
    private readonly ILogger log;
    private readonly int sampleRateHz;

    /// <summary>Creates the corpus; nothing is read yet.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="context">Where it lies, and the format of its audio.</param>
    /// <param name="loggers">Where it says what it puts right; null where nobody listens.</param>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public TextGridFolderCorpus(TextGridFolderOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        this.options = options.Validated();
        folder = new(Path.Combine(context.BaseFolder, options.Path), options.Path);
        sampleRateHz = context.Format.SampleRateHz;
        rules = TierRules.Of(options, context.Format);
        log = (loggers ?? NullLoggerFactory.Instance).CreateLogger<TextGridFolderCorpus>();
        references = new(rules, sampleRateHz, log);
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

    /// <inheritdoc/>
    public ReferenceNotes? Find(string path) => FolderLayout.Find(path);

    private List<AlignedUtterance> ReadAligned(CorpusListing listing, FaultCollector faults)
    {
        var recordings = new MissingFiles(folder, listing.Rows, ("wav", ".wav"));
        var times = new CorpusTimes(folder, listing.Rows, rules);
        recordings.Tell(faults);
        times.Tell(faults);
        var audio = CorpusAudio.Open(listing.Rows.Select(recordings.Existing), sampleRateHz);
        var aligned = new List<AlignedUtterance>();
        var repairs = new List<TierRepairs>();
        foreach (var row in listing.Rows)
        {
            var samples = faults.Try(() => audio.Of(recordings.Existing(row)));
            var tier = faults.Try(() => times.Read(row, (double?)samples?.Count / sampleRateHz));
            if (samples is null || tier is null)
                continue;
            var utterance = new Utterance(row.Id, row.Text, row.Speaker, row.Emotion, samples,
                [.. tier.Intervals.Select(part => part.Label)], [.. tier.Intervals.Select(part => part.EndSeconds)],
                listing.IsHeldOut(row))
            { File = listing.Metadata.Name, Line = row.Line };
            aligned.Add(new(utterance, times.Existing(row)!, tier.Intervals));
            repairs.Add(tier.Repairs);
        }
        audio.Tell(log);
        log.Tell(repairs);
        return aligned;
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
