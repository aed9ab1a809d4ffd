namespace Melange;

/// <summary>Turns one kind of condition into features of the reference frames.</summary>
public interface IConditioner
{
    /// <summary>Features a reference frame.</summary>
    long Width { get; }

    /// <summary>Computes the features of each reference frame.</summary>
    /// <param name="reference">The reference utterances.</param>
    /// <returns><c>[B, Width, R]</c>, new.</returns>
    Tensor Condition(ReferenceBatch reference);
}

/// <summary>What a conditioner is built for.</summary>
/// <param name="Bins">Mel bins M of the reference's log-mel.</param>
/// <param name="Speakers">Names of the corpus' speakers; an index points into this list.</param>
/// <param name="Emotions">Names of the corpus' emotions; an index points into this list.</param>
public sealed record ConditionerContext(long Bins, IReadOnlyList<string> Speakers, IReadOnlyList<string> Emotions)
    : PartContext
{
    /// <summary>Features W of the corpus' style vectors; 0 where it brings none.</summary>
    public long StyleWidth { get; init; }

    /// <summary>Rate, window and bins of the reference's audio and log-mel.</summary>
    public AudioFormat Format { get; init; } = new();
}

/// <summary>The name of one condition in the config, and how many features a frame it gives.</summary>
/// <param name="Name">Key below <c>conditioning</c>: <c>speaker</c>.</param>
/// <param name="Width">Features a reference frame.</param>
public sealed record Condition(string Name, long Width);

/// <summary>Reference utterances of one batch, as conditioners see them.</summary>
/// <param name="LogMel">Natural-log mel-spectrogram, normalised by the run's <see cref="AudioFormat"/>, zero in padding,
/// <c>[B, M, R]</c>.</param>
/// <param name="Mask">Which frames are real, bool <c>[B, R]</c>.</param>
/// <param name="Phonemes">Phoneme id of each frame, int64 <c>[B, R]</c>; 0 in padding, and in every frame of a
/// reference that is being aligned.</param>
/// <param name="Speakers">Index of each utterance's speaker, int64 <c>[B]</c>.</param>
/// <param name="Emotions">Index of each utterance's emotion, int64 <c>[B]</c>.</param>
public sealed record ReferenceBatch(Tensor LogMel, Tensor Mask, Tensor Phonemes, Tensor Speakers, Tensor Emotions)
{
    private readonly ReferenceAudio? audio;

    /// <summary>The audio that the log-mel was made from; tensors are made of it when they are asked for.</summary>
    /// <exception cref="InvalidOperationException">Whoever made the batch gave none.</exception>
    public ReferenceAudio Audio
    {
        get => audio ?? throw new InvalidOperationException("ReferenceBatch.Audio is not given");
        init => audio = value;
    }

    /// <summary>Style vectors from a pretrained model, one a frame of the log-mel, zero in padding, <c>[B, W, R]</c>;
    /// null where the corpus brings none.</summary>
    public Tensor? Style { get; init; }

    /// <summary>The sizes.</summary>
    public override string ToString() => $"{nameof(ReferenceBatch)} of [{string.Join(", ", LogMel.shape)}]";
}
