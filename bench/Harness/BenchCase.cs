namespace Melange.Bench;

/// <summary>Work that several contenders do, measured in one process in turn.</summary>
/// <param name="Name">Its name, the heading of its table.</param>
/// <param name="SetUp">Makes inputs and weights, which outlive all runs, and the contenders.</param>
internal sealed record BenchCase(string Name, Func<IReadOnlyList<Contender>> SetUp);
