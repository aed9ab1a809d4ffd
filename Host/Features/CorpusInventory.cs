namespace Melange.Host.Features;

/// <summary>Everything that a corpus names, as the indices that tensors hold.</summary>
/// <param name="Phonemes">Phoneme of each id; id 0 is padding, named <c>_</c>.</param>
/// <param name="Speakers">Speaker of each index, in ordinal order.</param>
/// <param name="Emotions">Emotion of each index, in ordinal order.</param>
public sealed record CorpusInventory(
    IReadOnlyList<string> Phonemes, IReadOnlyList<string> Speakers, IReadOnlyList<string> Emotions)
{
    private const string Padding = "_";

    /// <summary>
    /// What stands before the name of a phoneme in <see cref="Phonemes"/>, where letters stand there too: <c>@</c>;
    /// mostly nothing.
    /// </summary>
    public string PhonemePrefix { get; init; } = "";

    /// <summary>
    /// The phoneme that the model was trained with between any two others and at both ends; empty, as mostly, for none.
    /// </summary>
    public string Blank { get; init; } = "";

    /// <summary>Features W of the corpus' style vectors; 0 where it brings none.</summary>
    public long StyleWidth { get; init; }

    /// <summary>What conditioners of a model of this corpus are built for.</summary>
    /// <param name="format">How audio becomes a log-mel.</param>
    public ConditionerContext ContextOfConditioners(AudioFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return new(format.Bins, Speakers, Emotions) { Format = format, StyleWidth = StyleWidth };
    }

    /// <summary>Phoneme ids, padding included.</summary>
    public int PhonemeCount => Phonemes.Count;

    /// <summary>The least id that a phoneme can have: 1 behind padding, or 0 where padding is the blank too.</summary>
    public int FirstPhonemeId => Blank.Length > 0 && PhonemeId(Blank) == 0 ? 0 : 1;

    /// <summary>Collects the names that the training part of a corpus uses.</summary>
    public static CorpusInventory Of(IReadOnlyList<Utterance> utterances)
    {
        var training = utterances.Where(utterance => !utterance.IsHeldOut).ToList();
        return new(
            [Padding, .. Sorted(training.SelectMany(utterance => utterance.Phonemes))],
            Sorted(training.Select(utterance => utterance.Speaker)),
            Sorted(training.Select(utterance => utterance.Emotion)));
    }

    /// <summary>The id of a phoneme.</summary>
    /// <exception cref="KeyNotFoundException">The training part of the corpus has no such phoneme.</exception>
    public int PhonemeId(string phoneme) => IndexOf(Phonemes, phoneme, "phoneme");

    /// <summary>Ids with the blank between any two and at both ends; the ids themselves where there is none.</summary>
    public long[] WithBlanks(IReadOnlyList<long> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (Blank.Length == 0)
            return [.. ids];
        long blank = PhonemeId(Blank);
        return [blank, .. ids.SelectMany(id => new[] { id, blank })];
    }

    /// <summary>The index of a speaker.</summary>
    /// <exception cref="KeyNotFoundException">The training part of the corpus has no such speaker.</exception>
    public int SpeakerIndex(string speaker) => IndexOf(Speakers, speaker, "speaker");

    /// <summary>The index of an emotion.</summary>
    /// <exception cref="KeyNotFoundException">The training part of the corpus has no such emotion.</exception>
    public int EmotionIndex(string emotion) => IndexOf(Emotions, emotion, "emotion");

    private static int IndexOf(IReadOnlyList<string> names, string name, string kind)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name)
                return i;
        throw new KeyNotFoundException(
            $"no {kind} of the training part is called '{name}'. Known: {string.Join(", ", names)}.");
    }

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];
}
