namespace Melange.Host.Features;

/// <summary>Turns what utterances say in names and seconds into indices and frames.</summary>
internal sealed class UtteranceIndices
{
    private readonly AudioFormat format;
    private readonly Dictionary<string, int> phonemes;
    private readonly Dictionary<string, int> speakers;
    private readonly Dictionary<string, int> emotions;

    /// <summary>Prepares the indices of an inventory.</summary>
    public UtteranceIndices(CorpusInventory inventory, AudioFormat format)
    {
        (Inventory, this.format) = (inventory, format);
        (phonemes, speakers, emotions) =
            (ByName(inventory.Phonemes), ByName(inventory.Speakers), ByName(inventory.Emotions));
    }

    /// <summary>The names that stand behind the indices.</summary>
    public CorpusInventory Inventory { get; }

    /// <summary>What keeps an utterance from being prepared; null for nothing.</summary>
    public string? Problem(Utterance utterance)
    {
        var count = utterance.Phonemes.Count;
        var frames = utterance.Samples.Count / format.HopSamples;
        if (LogMelSpectrogram.Problem(format, utterance.Samples.Count) is { } problem)
            return problem;
        if (count < 1 || count > frames)
            return $"phonemes must be at least 1 and at most the {frames} frames of the audio, one each, "
                + $"but was {count}.";
        if (utterance.EndSeconds is { } times && times.Count != count)
            return $"endSeconds must be one for each of {count} phonemes, but was {times.Count}.";
        try
        {
            _ = (Ids(utterance), Speaker(utterance), Emotion(utterance));
            return null;
        }
        catch (KeyNotFoundException unknown)
        {
            return unknown.Message;
        }
    }

    /// <summary>An utterance without a problem, in indices and frames.</summary>
    public PreparedUtterance Prepare(Utterance utterance, LogMel mel) => new(utterance, mel, Ids(utterance),
        utterance.EndSeconds is { } ends ? FrameAlignment.Durations(ends, mel.Frames, format.FrameRateHz) : null,
        Speaker(utterance), Emotion(utterance))
    {
        Format = format
    };

    private long[] Ids(Utterance utterance) => [.. utterance.Phonemes.Select(name =>
        (long)(phonemes.TryGetValue(name, out var id) ? id : Inventory.PhonemeId(name)))];

    private int Speaker(Utterance utterance) =>
        speakers.TryGetValue(utterance.Speaker, out var index) ? index : Inventory.SpeakerIndex(utterance.Speaker);

    private int Emotion(Utterance utterance) =>
        emotions.TryGetValue(utterance.Emotion, out var index) ? index : Inventory.EmotionIndex(utterance.Emotion);

    private static Dictionary<string, int> ByName(IReadOnlyList<string> names) =>
        names.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
}
