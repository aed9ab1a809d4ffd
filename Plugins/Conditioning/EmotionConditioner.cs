using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>In which emotion: the label one-hot, through a perceptron, the same for every reference frame.</summary>
/// <remarks>
/// Source: the project's notes on conditional Grad-TTS (five labels there; here as many as the corpus has).
/// </remarks>
public sealed class EmotionConditioner : Module, IConditioner, IStatesCost
{
    private readonly Perceptron perceptron;
    private readonly int emotions;

    /// <summary>Builds the conditioner with fresh weights, one input an emotion of the corpus.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public EmotionConditioner(ConditionerOptions options, ConditionerContext context) : base(nameof(EmotionConditioner))
    {
        (Width, emotions) = (options.Validated().Width, context.Emotions.Count);
        perceptron = new Perceptron(emotions, options.Hidden, options.Width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Width { get; }

    /// <inheritdoc/>
    public Tensor Condition(ReferenceBatch reference)
    {
        TensorShape.HasShape(reference.Emotions, "B", [reference.Mask.shape[0]], "reference.Emotions");
        using var scope = NewDisposeScope();
        var label = functional.one_hot(reference.Emotions, emotions).to(reference.LogMel.dtype); // [B, labels]
        var emotion = perceptron.forward(label);                                    // [B, width]
        return emotion.unsqueeze(2).expand(-1, -1, reference.Mask.shape[1]).MoveToOuterDisposeScope(); // [B, width, R]
    }

    /// <inheritdoc/>
    /// <remarks>B·(emotions·hidden + hidden·width), once an item.</remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size.Batch * perceptron.MultiplyAdds;
    }
}
