using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Who speaks: a learned embedding of the speaker, the same for every reference frame.</summary>
/// <remarks>
/// id → embedding → perceptron → width. Source: Popov et al. 2021 (Grad-TTS), multi-speaker, official code. Without the
/// perceptron: Mehta et al. 2024 (Matcha-TTS), official code.
/// </remarks>
public sealed class SpeakerConditioner : Module, IConditioner, IStatesCost
{
    private readonly Embedding embedding;
    private readonly Perceptron? perceptron;

    /// <summary>Builds the conditioner with fresh weights, one embedding a speaker of the corpus.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public SpeakerConditioner(SpeakerOptions options, ConditionerContext context) : base(nameof(SpeakerConditioner))
    {
        Width = options.Validated().Width;
        embedding = Embedding(context.Speakers.Count, options.Embedding);
        perceptron = options.Hidden > 0 ? new(options.Embedding, options.Hidden, options.Width) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Width { get; }

    /// <inheritdoc/>
    public Tensor Condition(ReferenceBatch reference)
    {
        TensorShape.HasShape(reference.Speakers, "B", [reference.Mask.shape[0]], "reference.Speakers");
        using var scope = NewDisposeScope();
        var embedded = embedding.forward(reference.Speakers);                       // [B, E]
        var speaker = perceptron?.forward(embedded) ?? embedded;                    // [B, width]
        return speaker.unsqueeze(2).expand(-1, -1, reference.Mask.shape[1]).MoveToOuterDisposeScope(); // [B, width, R]
    }

    /// <inheritdoc/>
    /// <remarks>B·(E·hidden + hidden·width), once an item; none without perceptron.</remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size.Batch * (perceptron?.MultiplyAdds ?? 0);
    }
}
