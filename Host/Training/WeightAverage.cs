using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Host.Training;

/// <summary>The exponential moving average of a model's weights.</summary>
/// <remarks>
/// average ← d·average + (1 − d)·weights after each step n = 0, 1, …, with d = min(decay, (1 + n)/(10 + n)), so that
/// the start is soon forgotten. Source: Polyak and Juditsky 1992 for averaging; TensorFlow's
/// <c>ExponentialMovingAverage</c> with <c>num_updates</c> for d. Buffers are not averaged.
/// </remarks>
public sealed class WeightAverage : IDisposable
{
    private readonly IReadOnlyList<(string Name, Parameter Weight, Tensor Average)> weights;
    private readonly double decay;

    /// <summary>Starts from the weights as they are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="decay">Share that the averages keep of themselves in a step, in (0, 1).</param>
    public WeightAverage(Module model, double decay)
    {
        using var off = no_grad();
        this.decay = decay;
        weights = [.. model.named_parameters().Select(entry =>
            (entry.name, entry.parameter, entry.parameter.clone().DetachFromDisposeScope()))];
    }

    /// <summary>The averages by the names of their weights; this object's to dispose.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors =>
        weights.ToDictionary(entry => entry.Name, entry => entry.Average);

    /// <summary>Takes the weights after a step into the averages.</summary>
    /// <param name="step">Step, from 0.</param>
    public void Update(int step)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var taken = 1 - Math.Min(decay, (1.0 + step) / (10 + step));
        foreach (var (_, weight, average) in weights)
            average.add_(weight - average, taken);
    }

    /// <summary>Puts the averages into the model for good.</summary>
    public void CopyToModel()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (_, weight, average) in weights)
            weight.copy_(average);
    }

    /// <summary>Puts the averages into the model until the result is disposed, which puts the weights back.</summary>
    public IDisposable Lent()
    {
        Exchange();
        return new Loan(Exchange);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, average) in weights)
            average.Dispose();
    }

    private void Exchange()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (_, weight, average) in weights)
        {
            using var kept = weight.clone();
            weight.copy_(average);
            average.copy_(kept);
        }
    }

    private sealed class Loan(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
