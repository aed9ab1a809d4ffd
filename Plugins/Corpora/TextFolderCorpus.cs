using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Plugins;

/// <summary>A folder of audio with its texts; nobody needs to know when which phoneme sounds.</summary>
/// <remarks>
/// <c>metadata.csv</c> (<c>id,text,speaker,emotion</c>, and <c>phonemes</c> if there is no phonemizer) lists the
/// utterances in their order; <c>wav/id.wav</c> holds them; a file of texts says what is kept out of training. A
/// phoneme that only held-out texts have is a fault: no model could learn it.
/// </remarks>
public sealed class TextFolderCorpus : ICorpus, IReferenceReader, IReferenceFinder
{
    private readonly TextFolderOptions options;
    private readonly CorpusContext context;
    private readonly CorpusFolder folder;
    private readonly ReferenceFiles references;
    private readonly ILogger log;

    /// <summary>Creates the corpus; nothing is read yet.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="context">Where it lies, and the format of its audio.</param>
    /// <param name="loggers">Where it says what it puts right; null where nobody listens.</param>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public TextFolderCorpus(TextFolderOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        this.options = options.Validated();
        this.context = context;
        folder = new(Path.Combine(context.BaseFolder, options.Path), options.Path);
        log = (loggers ?? NullLoggerFactory.Instance).CreateLogger<TextFolderCorpus>();
        references = new(TierRules.Of(options, context.Format), context.Format.SampleRateHz, log);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read()
    {
        var faults = new FaultCollector();
        var listing = CorpusListing.Read(folder, options.HeldOut, mayHavePhonemes: true, faults);
        if (options.Phonemizer is null && listing.Rows.Count > 0 && !listing.HasPhonemes)
        {
            faults.Add(listing.Metadata.Fault(0,
                "must have a column phonemes, or the corpus a phonemizer, but there is neither."));
            faults.ThrowIfAny(); // each row would only repeat it
        }
        var utterances = ReadUtterances(listing, faults);
        if (faults.IsEmpty)
            faults.Add(UntrainedPhonemes(listing, utterances));
        faults.ThrowIfAny();
        return utterances;
    }

    /// <inheritdoc/>
    public IReadOnlyList<float> ReadAudio(string path) => references.ReadAudio(path);

    /// <inheritdoc/>
    public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
        references.ReadPhonemes(path, audioSeconds);

    /// <inheritdoc/>
    public ReferenceNotes? Find(string path) => FolderLayout.Find(path);

    private List<Utterance> ReadUtterances(CorpusListing listing, FaultCollector faults)
    {
        var phonemizer = options.Phonemizer?.BuildWatched(new(context.BaseFolder));
        using var disposable = phonemizer as IDisposable;
        var texts = new TextPhonemes(phonemizer, listing.Metadata);
        var recordings = new MissingFiles(folder, listing.Rows, ("wav", ".wav"));
        recordings.Tell(faults);
        var audio = CorpusAudio.Open(listing.Rows.Select(recordings.Existing), context.Format.SampleRateHz);
        var utterances = new List<Utterance>();
        foreach (var row in listing.Rows)
        {
            var samples = faults.Try(() => audio.Of(recordings.Existing(row)));
            var phonemes = faults.Try(() => texts.Of(row));
            if (samples is not null && phonemes is not null)
                utterances.Add(new(row.Id, row.Text, row.Speaker, row.Emotion,
                    samples, phonemes, EndSeconds: null, listing.IsHeldOut(row))
                { File = listing.Metadata.Name, Line = row.Line });
        }
        audio.Tell(log);
        return utterances;
    }

    private static IEnumerable<Fault> UntrainedPhonemes(CorpusListing listing, IReadOnlyList<Utterance> utterances)
    {
        var trained = utterances.Where(item => !item.IsHeldOut).SelectMany(item => item.Phonemes).ToHashSet();
        return listing.Rows.Zip(utterances).SelectMany(pair => pair.Second.Phonemes
            .Where(phoneme => !trained.Contains(phoneme))
            .Distinct()
            .Select(phoneme => listing.Metadata.Fault(pair.First.Line, UntrainedPhoneme.Message(phoneme))));
    }
}
