using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Host.Training;

/// <summary>Estimates with a copy of an estimator in another type of numbers.</summary>
/// <remarks>
/// The copy takes the weights before each step and hands its gradients to them after each batch; x_t, mu and reference
/// are cast for it, the score is cast back, and the time stays as it is: a sinusoid of t·1000 needs its digits. The
/// casts are differentiable. Source: Micikevicius et al. 2018 (mixed precision training), section 3.1; Kalamkar et al.
/// 2019 (bfloat16) for leaving the loss unscaled.
/// </remarks>
public sealed class LowPrecisionEstimator : IEstimator, IDisposable
{
    private readonly IEstimator copy;
    private readonly ScalarType type;
    private readonly IReadOnlyList<(Parameter Weight, Parameter Copy)> parameters;
    private readonly IReadOnlyList<(Tensor Buffer, Tensor Copy)> buffers;

    /// <summary>Casts a copy of an estimator.</summary>
    /// <param name="weights">The estimator that keeps the weights; null where it has none.</param>
    /// <param name="copy">Another of the same kind, which becomes this object's.</param>
    /// <param name="type">The type of the copy's numbers.</param>
    public LowPrecisionEstimator(Module? weights, IEstimator copy, ScalarType type)
    {
        (this.copy, this.type) = (copy, type);
        var copies = copy as Module;
        copies?.to(type);
        parameters = [.. (weights?.parameters() ?? []).Zip(copies?.parameters() ?? [])];
        buffers = [.. (weights?.buffers() ?? []).Zip(copies?.buffers() ?? [])];
    }

    /// <summary>Casts a copy of a model's estimator, on the same device.</summary>
    public static LowPrecisionEstimator Of(SynthesisModel model, RunOptions options, Device device)
    {
        var copy = options.Model.Estimator.Build(
            new(options.Features.Bins, model.Conditions, options.Diffusion, model.Inventory.Phonemes));
        (copy as Module)?.to(device);
        return new(model.EstimatorWeights, copy, ScalarType.BFloat16);
    }

    /// <inheritdoc/>
    public Tensor Score(EstimatorInput input)
    {
        using var scope = NewDisposeScope();
        var reference = input.Reference with
        {
            Features = input.Reference.Features.to(type),
            Conditions = input.Reference.Conditions.ToDictionary(entry => entry.Key, entry => entry.Value.to(type))
        };
        var cast = input with { Noisy = input.Noisy.to(type), Mean = input.Mean.to(type), Reference = reference };
        return copy.Score(cast).to(input.Noisy.dtype).MoveToOuterDisposeScope();    // [B, M, T]
    }

    /// <summary>Takes the weights as they are now.</summary>
    public void TakeWeights()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (weight, cast) in parameters)
            cast.copy_(weight);
        foreach (var (buffer, cast) in buffers)
            cast.copy_(buffer);
    }

    /// <summary>Adds the copy's gradients to those of the weights, and forgets them.</summary>
    public void HandOverGradients()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (weight, cast) in parameters)
        {
            if (cast.grad is not { } gradient)
                continue;
            var exact = gradient.to(weight.dtype);
            weight.grad = weight.grad is { } former ? former + exact : exact;
            cast.grad = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => (copy as IDisposable)?.Dispose();
}
