using Melange.Host.Assembly;
using Melange.Host.Features;
using static Melange.TensorShape;

namespace Melange.Host.Aligning;

/// <summary>Finds which phoneme of a reference sounds when, by what a trained encoder expects of each.</summary>
/// <remarks>
/// B = 1. M mel bins, P phonemes, R reference frames. The encoder's conditions are the reference's own. Of several
/// speakers or emotions, the one whose alignment is the most likely explains the reference best.
/// </remarks>
public sealed class ReferenceAligner(SynthesisModel model, Device device)
{
    /// <summary>Aligns one reference.</summary>
    /// <param name="logMel">Natural-log mel-spectrogram, <c>[M, R]</c>.</param>
    /// <param name="phonemeIds">What is said, P in order.</param>
    /// <param name="voice">Index of the speaker and of the emotion.</param>
    /// <param name="style">Style vectors, <c>[W, R]</c>; null where there are none.</param>
    /// <exception cref="TensorShapeException">The log-mel is not shaped as stated.</exception>
    /// <exception cref="ArgumentException">There are more phonemes than frames, or an id that the model lacks.
    /// </exception>
    public ReferenceAlignment Align(Tensor logMel, IReadOnlyList<long> phonemeIds, (int Speaker, int Emotion) voice,
        Tensor? style = null)
    {
        HasShape(logMel, "M R", [Any, Any]);
        var names = model.Inventory;
        if (phonemeIds.Count < 1 || phonemeIds.Count > logMel.shape[1])
            throw new ArgumentException($"phonemeIds must be at least 1 and at most the {logMel.shape[1]} frames of "
                + $"the reference, one each, but was {phonemeIds.Count}.");
        foreach (var id in phonemeIds)
            MustBeIndex(id, (names.FirstPhonemeId, names.PhonemeCount), "each of phonemeIds");
        MustBeIndex(voice.Speaker, (0, names.Speakers.Count), "speaker");
        MustBeIndex(voice.Emotion, (0, names.Emotions.Count), "emotion");

        using var off = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var mel = model.Format.Normalised(logMel).to(device).unsqueeze(0);          // [1, M, R]
        var mean = Mean(mel, phonemeIds, voice, style);                             // [1, M, P]
        var likelihood = FrameLikelihood.Of(mean, mel);                             // [1, P, R]
        var durations = MonotonicAlignment.Durations(
            likelihood, [new(phonemeIds.Count, (int)logMel.shape[1])])[0];
        var path = tensor(FrameAlignment.PhonemeOfFrames(durations), device: device).view(1, 1, -1); // [1, 1, R]
        return new(durations, likelihood.gather(1, path).mean().item<float>());
    }

    /// <summary>Aligns what has no times of its own in pairs that are to be spoken.</summary>
    public IReadOnlyList<EvaluationPair> Align(IReadOnlyList<EvaluationPair> pairs) =>
        [.. pairs.Select(pair => pair with { Target = Align(pair.Target), Reference = Align(pair.Reference) })];

    /// <summary>Aligns an utterance with itself as the reference; one with times stays as it is.</summary>
    public PreparedUtterance Align(PreparedUtterance utterance)
    {
        ArgumentNullException.ThrowIfNull(utterance);
        if (utterance.IsAligned)
            return utterance;
        using var mel = utterance.Mel.Read();
        using var style = utterance.Style?.Read(utterance.Frames, utterance.Format);
        return utterance with
        {
            Durations = Align(mel, utterance.PhonemeIds, (utterance.Speaker, utterance.Emotion), style).Durations
        };
    }

    private Tensor Mean(
        Tensor mel, IReadOnlyList<long> phonemeIds, (int Speaker, int Emotion) voice, Tensor? style)
    {
        using var scope = NewDisposeScope();
        long[] frames = [1, mel.shape[2]];
        var reference = model.Condition(new(mel, ones(frames, dtype: ScalarType.Bool, device: device),
            zeros(frames, dtype: int64, device: device),
            tensor([(long)voice.Speaker], device: device), tensor([(long)voice.Emotion], device: device))
        {
            Style = style?.to(device).unsqueeze(0)
        });
        var phonemes = tensor(phonemeIds.ToArray(), device: device).unsqueeze(0);   // [1, P]
        var everyPhoneme = ones(phonemes.shape, dtype: ScalarType.Bool, device: device);
        return model.Encoder.Encode(new(phonemes, everyPhoneme, SynthesisModel.Averages(reference)))
            .Mean.MoveToOuterDisposeScope();
    }

    private static void MustBeIndex(long value, (int First, int Count) range, string name)
    {
        if (value < range.First || value >= range.Count)
            throw new ArgumentException(
                $"{name} must be {range.First} to {range.Count - 1}, as the model knows them, but was {value}.");
    }
}

/// <summary>Which phoneme of a reference sounds how long, and how well that explains the reference.</summary>
/// <param name="Durations">Frames of each phoneme, at least 1 each, R in total.</param>
/// <param name="LogLikelihood">Of the log-mel under the prior along this path, in nats a frame.</param>
public sealed record ReferenceAlignment(long[] Durations, double LogLikelihood);
