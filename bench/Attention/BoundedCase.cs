namespace Melange.Bench;

/// <summary>What a case may take at most, as a share of the plain formula.</summary>
/// <param name="Time">Share of its time.</param>
/// <param name="Memory">Share of its peak memory; null where none is asked for.</param>
internal sealed record Bounds(double Time, double? Memory);

/// <summary>A design against the plain formula, with what it may take.</summary>
/// <param name="Name">Its row.</param>
/// <param name="Design">f2f or f2b.</param>
/// <param name="Size">How large.</param>
/// <param name="Bounds">What it may take.</param>
/// <param name="Pairs">Which pairs may meet.</param>
/// <param name="IsBackwards">Whether gradients are asked for.</param>
internal sealed record BoundedCase(
    string Name, string Design, AttentionSize Size, Bounds Bounds,
    PairKind Pairs = PairKind.All, bool IsBackwards = false)
{
    private const double Tolerance = 1e-5; // float32 sums of some hundred terms, the results of size 0.1

    /// <summary>Ours, and the plain formula.</summary>
    /// <exception cref="InvalidOperationException">They do not give the same.</exception>
    public IReadOnlyList<Contender> Contenders()
    {
        var work = new AttentionWork(Design, Size, Pairs);
        var difference = work.Difference();
        if (!(difference <= Tolerance))
            throw new InvalidOperationException($"{Name}: ours and the plain formula differ by {difference:g3}.");
        return IsBackwards
            ? [new("ours", work.OursBackwards), new("plain", work.PlainBackwards)]
            : [new("ours", () => work.Ours()), new("plain", work.Plain)];
    }
}
