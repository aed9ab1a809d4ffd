namespace Melange.Plugins;

/// <summary>Which frames of two sequences belong together; entry i of both lists is one pair, N pairs in all.</summary>
/// <param name="First">Frame of the first sequence in each pair, never falling, <c>[N]</c>.</param>
/// <param name="Second">Frame of the second sequence in each pair, never falling, <c>[N]</c>.</param>
/// <param name="MeanDistance">Sum of the pairs' distances divided by N.</param>
public sealed record WarpingPath(IReadOnlyList<long> First, IReadOnlyList<long> Second, double MeanDistance);
