namespace Melange.Plugins;

/// <summary>What a <see cref="FusedNorm"/> does to a state.</summary>
/// <param name="Weight"><c>[C]</c>.</param>
/// <param name="Bias"><c>[C]</c>.</param>
/// <param name="Shift">What is added behind the activation, <c>[B, C]</c>; null for nothing.</param>
/// <param name="Rules">Groups, activation, and whether padding counts.</param>
/// <param name="Runs">The frames of each item.</param>
internal sealed record FusedNormSettings(
    float[] Weight, float[] Bias, float[]? Shift, NormRules Rules, IReadOnlyList<IReadOnlyList<FrameRun>> Runs)
{
    /// <summary>Reads weights of any type.</summary>
    public static FusedNormSettings Of(NormWeights weights, NormRules rules, FrameMask mask) => new(
        Values(weights.Weight), Values(weights.Bias), weights.Shift is null ? null : Values(weights.Shift),
        rules, mask.Runs);

    /// <summary>Whether frames enter the moments.</summary>
    public bool Counts(FrameRun run) => run.IsReal || Rules.CountsPadding;

    private static float[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(float32).contiguous().data<float>().ToArray();
    }
}

/// <summary>Tensors that group norm, activation and time take besides the state.</summary>
/// <param name="Weight"><c>[C]</c>.</param>
/// <param name="Bias"><c>[C]</c>.</param>
/// <param name="Shift"><c>[B, C]</c>, or null.</param>
internal sealed record NormWeights(Tensor Weight, Tensor Bias, Tensor? Shift);

/// <summary>How a state is normalised and activated.</summary>
/// <param name="Groups">Groups of channels.</param>
/// <param name="CountsPadding">Whether padding enters the moments, as published.</param>
/// <param name="Activation">The activation.</param>
internal sealed record NormRules(int Groups, bool CountsPadding, ActivationKind Activation)
{
    /// <summary>What is added to variances.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>Those of an estimator.</summary>
    public static NormRules Of(UNetOptions options) =>
        new(options.Groups, options.Padding == PaddingArithmetic.AsPublished, options.Activation);
}
