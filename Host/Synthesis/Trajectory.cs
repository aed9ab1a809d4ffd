namespace Melange.Host.Synthesis;

/// <summary>Remembers the points at which a sampler asked for the score.</summary>
/// <param name="score">Whom it asks: x_t <c>[B, M, T]</c> and t <c>[B]</c> to the score <c>[B, M, T]</c>.</param>
internal sealed class Trajectory(Func<Tensor, Tensor, Tensor> score) : IDisposable
{
    private const int TimeDigits = 6;
    private readonly List<(Tensor Noisy, Tensor Time)> points = [];

    /// <summary>Passes the question on, and keeps a copy of it.</summary>
    public Tensor Score(Tensor noisy, Tensor time)
    {
        points.Add((noisy.clone().DetachFromDisposeScope(), time.clone().DetachFromDisposeScope()));
        return score(noisy, time);
    }

    /// <summary>Indices of the points at the given shares of the way from noise to mel, each once.</summary>
    public IEnumerable<int> At(IEnumerable<double> shares) =>
        shares.Select(share => (int)(share * points.Count)).Distinct();

    /// <summary>The energy of x_t at each point.</summary>
    public IReadOnlyList<StateEnergy> Energies() => [.. points.Select((point, index) =>
        new StateEnergy(TimeOf(index), Energy.Of(point.Noisy, valid: null)))];

    /// <summary>Index of the point nearest to a diffusion time; of two as near, of the one asked first.</summary>
    public int Nearest(double time) => Enumerable.Range(0, points.Count)
        .MinBy(index => Math.Round(Math.Abs(TimeOf(index) - time), TimeDigits - 1));

    /// <summary>A point by its index.</summary>
    public (Tensor Noisy, Tensor Time) Point(int index) => points[index];

    /// <summary>The diffusion time of a point, as it was meant before it became a float32.</summary>
    public double TimeOf(int index)
    {
        using var scope = NewDisposeScope();
        return Math.Round(points[index].Time[0].to(float64).item<double>(), TimeDigits);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (noisy, time) in points)
        {
            noisy.Dispose();
            time.Dispose();
        }
    }
}
