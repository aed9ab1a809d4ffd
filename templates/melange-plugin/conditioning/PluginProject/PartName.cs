using Melange;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace PartSpace;

/// <summary>How loud the reference is, frame by frame, as a few learned features.</summary>
/// <remarks>
/// W·e + b, e = ln(mean over bins of exp(log-mel)). B batch, M mel bins, R reference frames.
/// </remarks>
public sealed class PartName : Module, IConditioner
{
    private readonly Conv1d toFeatures; // field name = state_dict key: renaming it breaks checkpoints
    private readonly long bins;

    /// <summary>Builds the conditioner with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public PartName(PartNameOptions options, ConditionerContext context) : base(nameof(PartName))
    {
        (Width, bins) = (options.Validated().Width, context.Bins);
        toFeatures = Conv1d(1, Width, 1);
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
        var energy = reference.LogMel.logsumexp(1, keepdim: true) - Math.Log(bins); // [B, 1, R]
        return toFeatures.forward(energy).MoveToOuterDisposeScope();                // [B, Width, R]
    }
}
