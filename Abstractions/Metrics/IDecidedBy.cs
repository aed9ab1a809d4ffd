namespace Melange;

/// <summary>A metric whose value follows from what parts of the model guarantee, where they do.</summary>
/// <remarks>
/// Where all parts of one slot state such a guarantee (<see cref="IStatesGuarantees"/>), table and report show the
/// value as one by construction, and give no verdict. Of an <see cref="IMetricFamily"/> it holds for all members.
/// </remarks>
public interface IDecidedBy : IMetric
{
    /// <summary>Names of the guarantees, each of which decides the value by itself.</summary>
    IReadOnlyList<string> DecidedBy { get; }
}
