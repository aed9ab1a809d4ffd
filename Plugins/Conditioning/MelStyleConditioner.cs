using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>How it sounds: a perceptron over each frame of the reference, its log-mel or a style vector.</summary>
/// <remarks>
/// Source: the project's notes on conditional Grad-TTS, which feed it 768 values a frame from a pretrained model, and
/// its variant without one. M mel bins, W features of a style vector, R reference frames.
/// </remarks>
public sealed class MelStyleConditioner : Module, IConditioner, IStatesCost
{
    private readonly Perceptron perceptron;
    private readonly StyleSource source;
    private readonly long inputs;

    /// <summary>Builds the conditioner with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule, or the corpus has no style vectors.</exception>
    public MelStyleConditioner(MelStyleOptions options, ConditionerContext context)
        : base(nameof(MelStyleConditioner))
    {
        (Width, source) = (options.Validated(context.StyleWidth).Width, options.Source);
        inputs = source == StyleSource.LogMel ? context.Bins : context.StyleWidth;
        perceptron = new Perceptron(inputs, options.Hidden, options.Width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long Width { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It hears style vectors, and the reference has none.</exception>
    public Tensor Condition(ReferenceBatch reference)
    {
        using var scope = NewDisposeScope();
        var heard = source == StyleSource.LogMel
            ? HasShape(reference, reference.LogMel, "B M R", "reference.LogMel")
            : HasShape(reference, reference.Style ?? throw new InvalidOperationException(
                "reference.Style must be given, as source is vectors, but is not."), "B W R", "reference.Style");
        var style = perceptron.forward(heard.transpose(1, 2));                      // [B, R, width]
        return style.transpose(1, 2).MoveToOuterDisposeScope();                     // [B, width, R]
    }

    /// <inheritdoc/>
    /// <remarks>B·R·(M·hidden + hidden·width), with W for M where it hears style vectors.</remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return size.Batch * size.ReferenceFrames * perceptron.MultiplyAdds;
    }

    private Tensor HasShape(ReferenceBatch reference, Tensor heard, string axes, string name)
    {
        TensorShape.HasShape(heard, axes, [reference.Mask.shape[0], inputs, reference.Mask.shape[1]], name);
        return heard;
    }
}
