using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>How it sounds: the reference's own log-mel, frame by frame through a perceptron.</summary>
/// <remarks>
/// Source: the project's notes on conditional Grad-TTS, the variant without an external style encoder.
/// </remarks>
public sealed class MelStyleConditioner : Module, IConditioner, IStatesCost
{
    private readonly Perceptron perceptron;
    private readonly long bins;

    /// <summary>Builds the conditioner with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public MelStyleConditioner(ConditionerOptions options, ConditionerContext context)
        : base(nameof(MelStyleConditioner))
    {
        (Width, bins) = (options.Validated().Width, context.Bins);
        perceptron = new Perceptron(bins, options.Hidden, options.Width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Width { get; }

    /// <inheritdoc/>
    public Tensor Condition(ReferenceBatch reference)
    {
        TensorShape.HasShape(reference.LogMel, "B M R",
            [reference.Mask.shape[0], bins, reference.Mask.shape[1]], "reference.LogMel");
        using var scope = NewDisposeScope();
        var style = perceptron.forward(reference.LogMel.transpose(1, 2));           // [B, R, width]
        return style.transpose(1, 2).MoveToOuterDisposeScope();                     // [B, width, R]
    }

    /// <inheritdoc/>
    /// <remarks>B·R·(M·hidden + hidden·width).</remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size.Batch * size.ReferenceFrames * perceptron.MultiplyAdds;
    }
}
