namespace Melange.Host.Features;

/// <summary>All utterances of a corpus as tensors, and who may serve as whose reference.</summary>
public sealed class PreparedCorpus
{
    private readonly ILookup<(int Speaker, int Emotion), PreparedUtterance> training;

    private PreparedCorpus(CorpusInventory inventory, IReadOnlyList<PreparedUtterance> utterances)
    {
        (Inventory, Utterances) = (inventory, utterances);
        Training = [.. utterances.Where(utterance => !utterance.Source.IsHeldOut)];
        HeldOut = [.. utterances.Where(utterance => utterance.Source.IsHeldOut)];
        training = Training.ToLookup(utterance => (utterance.Speaker, utterance.Emotion));
    }

    /// <summary>What the corpus names.</summary>
    public CorpusInventory Inventory { get; }

    /// <summary>Every utterance, in the corpus' order.</summary>
    public IReadOnlyList<PreparedUtterance> Utterances { get; }

    /// <summary>The utterances to learn from.</summary>
    public IReadOnlyList<PreparedUtterance> Training { get; }

    /// <summary>The utterances whose texts are kept out of training.</summary>
    public IReadOnlyList<PreparedUtterance> HeldOut { get; }

    /// <summary>Computes the features of every utterance.</summary>
    /// <exception cref="FaultException">An utterance is too short for its phonemes, or has one that no training text
    /// has.</exception>
    public static PreparedCorpus Of(IReadOnlyList<Utterance> utterances, AudioFormat format)
    {
        var inventory = CorpusInventory.Of(utterances);
        using var spectrogram = new LogMelSpectrogram(format);
        return new(inventory, [.. utterances.Select(utterance => Prepare(utterance, inventory, spectrogram, format))]);
    }

    /// <summary>
    /// Training utterances of the same speaker and emotion that say something else, in the corpus' order.
    /// </summary>
    public IReadOnlyList<PreparedUtterance> ReferencesFor(PreparedUtterance target) =>
        [.. training[(target.Speaker, target.Emotion)].Where(other => other.Source.Text != target.Source.Text)];

    private static PreparedUtterance Prepare(
        Utterance utterance, CorpusInventory inventory, LogMelSpectrogram spectrogram, AudioFormat format)
    {
        using var scope = NewDisposeScope();
        try
        {
            var mel = spectrogram.Of(tensor(utterance.Samples.ToArray()));          // [M, T]
            var durations = Durations(utterance, mel.shape[1], format.FrameRateHz);
            var ids = utterance.Phonemes.Select(phoneme => (long)inventory.PhonemeId(phoneme)).ToArray();
            return new(utterance, mel.DetachFromDisposeScope(), ids, durations,
                inventory.SpeakerIndex(utterance.Speaker), inventory.EmotionIndex(utterance.Emotion))
            {
                Format = format
            };
        }
        catch (Exception fault) when (fault is ArgumentException or KeyNotFoundException)
        {
            throw new FaultException([new(utterance.Id, 0, fault.Message)]);
        }
    }

    private static long[]? Durations(Utterance utterance, long frames, double frameRateHz)
    {
        var phonemes = utterance.Phonemes.Count;
        if (phonemes < 1 || phonemes > frames)
            throw new ArgumentException($"phonemes must be at least 1 and at most the {frames} frames of the audio, "
                + $"one each, but was {phonemes}.");
        if (utterance.EndSeconds is { } times && times.Count != phonemes)
            throw new ArgumentException(
                $"endSeconds must be one for each of {phonemes} phonemes, but was {times.Count}.");
        return utterance.EndSeconds is { } ends ? FrameAlignment.Durations(ends, frames, frameRateHz) : null;
    }
}
