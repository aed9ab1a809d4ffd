namespace Melange.Host.Checkpoints;

/// <summary>Which state of a model a person wants, and what may be changed about it.</summary>
public sealed record ModelChoice
{
    /// <summary>The checkpoint of a training run: last (default), best, or a step.</summary>
    public string Checkpoint { get; init; } = "last";

    /// <summary>The seed, where a variant has several.</summary>
    public int? Seed { get; init; }

    /// <summary><c>key=value</c> of each <c>--set</c>, of the section <c>synthesis</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>What follows when the checkpoint does not fit.</summary>
    public LoadRule Rule { get; init; } = LoadRule.Strict;
}
