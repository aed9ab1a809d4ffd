namespace Melange.Host.Experiments.Costs;

/// <summary>One part of a model that was built and run once.</summary>
/// <param name="Place">Where it stands in the config: <c>model.estimator</c>.</param>
/// <param name="Site">The site that it was built for: <c>down.0</c>; empty where it is for the whole model.</param>
/// <param name="Id">Its id within its slot.</param>
/// <param name="Plugin">Its plugin, with the version: <c>Attention.F2F@0.1.0</c>.</param>
/// <param name="Shape">Shape of what it gives: <c>[1, 64, 80, 172]</c>; empty where nothing was seen.</param>
/// <param name="Parameters">Trained values, without those of parts that it is built of.</param>
/// <param name="Score">Multiply-adds of one score, without those of parts that it is built of.</param>
/// <param name="Step">The same of one training step, the backward pass included.</param>
/// <param name="IsEstimated">Whether the multiply-adds are estimated from its weights.</param>
public sealed record DryPart(
    string Place, string Site, string Id, string Plugin, string Shape, long Parameters, long Score, long Step,
    bool IsEstimated)
{
    /// <summary>Whether a score goes through it: the estimator, and what it is built of.</summary>
    public bool IsScored => Place.StartsWith("model.estimator", StringComparison.Ordinal);
}
