using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Melange.Host.Training;

/// <summary>Leads noise to mel along the flow that a model had learned when reflow began.</summary>
/// <remarks>
/// Reflow trains on pairs (z, mel that the flow leads z to) in the place of (z, any true mel): lines between them do not
/// cross, so that few steps follow them. Source: Liu et al. 2023 (Flow Straight and Fast: Rectified Flow), section 2.1
/// and algorithm 1. Departs from it: pairs are made in each step, by a copy of the estimator that no longer learns,
/// in float32, around the mu and conditions of the encoder as it is now. B batch, M mel bins, S frames.
/// </remarks>
internal sealed class FlowTeacher : IDisposable
{
    private readonly Holder holder = new();
    private readonly IEstimator copy;
    private readonly SynthesisModel model;
    private readonly ISampler sampler;
    private readonly double temperature;

    /// <summary>Copies a model's estimator.</summary>
    /// <param name="model">The model, whose process and weights are taken.</param>
    /// <param name="options">The run; it has reflow.</param>
    /// <param name="device">Where the model lives.</param>
    /// <param name="weights">Reads weights, by the model's names, that are taken in the place of those it has now; may be
    /// null.</param>
    public FlowTeacher(SynthesisModel model, RunOptions options, Device device,
        Func<IReadOnlyDictionary<string, Tensor>>? weights)
    {
        (this.model, temperature) = (model, options.Training.Reflow!.Temperature);
        sampler = options.ReflowSamplerFor(model.Process)!;
        copy = options.Model.Estimator.BuildInto(holder, SynthesisModel.EstimatorName,
            model.EstimatorContext((options.Features, options.Diffusion)));
        holder.to(device);
        holder.eval();
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var state = weights?.Invoke() ?? model.state_dict();
        foreach (var (name, kept) in holder.state_dict())
            kept.copy_(state[name]);
    }

    /// <summary>The noise at the temperature that is spoken at, and the mel that the flow leads it to.</summary>
    /// <param name="question">All that the estimator is asked but for x_t and t.</param>
    /// <param name="standard">Standard normal, zero in padding, <c>[B, M, S]</c>.</param>
    /// <param name="random">Where a stochastic sampler draws from.</param>
    /// <returns>Without gradient, both <c>[B, M, S]</c>.</returns>
    public (Tensor Noise, Tensor Mel) Pair(EstimatorInput question, Tensor standard, Generator random)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var noise = standard / temperature;
        var start = model.Process.Center(question.Mean) + noise;
        var mel = sampler.Sample(new(start, question.Mean, question.TargetMask,
            (noisy, time) => copy.Score(question with { Noisy = noisy, Time = time }), random));
        return (noise.MoveToOuterDisposeScope(), mel.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (sampler as IDisposable)?.Dispose();
        holder.Dispose();
    }

    private sealed class Holder() : Module(nameof(FlowTeacher));
}
