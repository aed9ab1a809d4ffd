using System.Runtime.InteropServices;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Guarding;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Host.Assembly;

/// <summary>Estimates with a copy of a model's estimator in bfloat16.</summary>
/// <remarks>
/// The copy takes the weights when told to, and in training hands its gradients to them after each batch. What a part
/// keeps in float32 (<see cref="IKeepsFloat32"/>) stays so, and the time always: a sinusoid of t·1000 needs its digits.
/// The casts are differentiable. Source: Micikevicius et al. 2018 (mixed precision training), section 3.1; Kalamkar et
/// al. 2019 (bfloat16) for leaving the loss unscaled.
/// </remarks>
public sealed class LowPrecisionEstimator : IEstimator, IDisposable
{
    private const ScalarType Type = ScalarType.BFloat16;
    private const int TriedFrames = 4;
    private readonly Holder holder = new();
    private readonly IEstimator copy;
    private readonly SynthesisModel model;
    private readonly bool castsItself;
    private readonly IReadOnlyList<(Parameter Weight, Parameter Copy)> parameters;
    private readonly IReadOnlyList<(Tensor Buffer, Tensor Copy)> buffers;

    /// <summary>Builds a copy with a model's weights, on the same device.</summary>
    public LowPrecisionEstimator(SynthesisModel model, RunOptions options, Device device)
    {
        this.model = model;
        copy = options.Model.Estimator.BuildInto(holder, nameof(copy),
            model.EstimatorContext((options.Features, options.Diffusion)));
        holder.to(device);
        Bfloat16Cast.Weights(holder);
        castsItself = holder.children().Any(child => child is IKeepsFloat32);
        parameters = [.. (model.EstimatorWeights?.parameters() ?? []).Zip(holder.parameters())];
        buffers = [.. (model.EstimatorWeights?.buffers() ?? []).Zip(holder.buffers())];
        TakeWeights();
    }

    /// <summary>The estimator that a run computes with: the model's own, or a copy in the run's precision.</summary>
    public static LowPrecisionEstimator? For(SynthesisModel model, RunOptions options, Device device) =>
        options.Precision == Precision.Bfloat16 ? new(model, options, device) : null;

    /// <summary>Asks for one score and its gradients in the run's precision: a part that cannot fails before any work.
    /// </summary>
    /// <param name="model">The model; its gradients are cleared.</param>
    /// <param name="options">The run's options.</param>
    /// <param name="spoken">Any utterance, as the reference.</param>
    /// <param name="device">Where the model lives.</param>
    /// <exception cref="FaultException">The estimator cannot compute in bfloat16.</exception>
    public static void Try(SynthesisModel model, RunOptions options, PreparedUtterance spoken, Device device)
    {
        using var low = For(model, options, device);
        low?.Try(Collation.References([spoken], device));
    }

    /// <inheritdoc/>
    public Tensor Score(EstimatorInput input)
    {
        using var scope = NewDisposeScope();
        var watched = input.Probe is null ? input : input with { Probe = new Float32Probe(input.Probe) };
        var score = copy.Score(castsItself ? watched : Bfloat16Cast.Input(watched));              // [B, M, T]
        return score.to(input.Noisy.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Asks for one score and its gradients.</summary>
    /// <param name="batch">Any reference, B = 1.</param>
    /// <exception cref="FaultException">The estimator cannot compute in bfloat16.</exception>
    internal void Try(ReferenceBatch batch)
    {
        using var scope = NewDisposeScope();
        try
        {
            var loss = Score(model.ShortQuestion(batch, TriedFrames)).square().mean();
            if (loss.requires_grad)
                loss.backward();
        }
        catch (Exception cause) when (cause is PluginException or ExternalException)
        {
            throw new FaultException([new("precision", 0,
                $"precision must be float32 for these parts, but was 'bfloat16': {cause.Message}")]);
        }
        holder.zero_grad();
        model.zero_grad();
    }

    /// <summary>Takes the model's weights as they are now.</summary>
    public void TakeWeights()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        holder.train(model.training);
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
    public void Dispose() => holder.Dispose();

    private sealed class Holder() : Module(nameof(LowPrecisionEstimator));

    // Files, pictures and numbers are float32.
    private sealed class Float32Probe(IProbe inner) : IProbe
    {
        public bool Wants(string site, string quantity, long entries) => inner.Wants(site, quantity, entries);

        public void Record(string site, string quantity, Tensor value)
        {
            using var exact = value.dtype == Type ? value.to(ScalarType.Float32) : value.alias();
            inner.Record(site, quantity, exact);
        }
    }
}
