namespace Melange.Plugins;

/// <summary>Finds Fourier magnitudes that give a mel-spectrogram.</summary>
/// <remarks>
/// Non-negative least squares: <c>x ← x·(Aᵀm)/(AᵀA·x)</c> from the pseudo-inverse's positive part.
/// Source: Lee &amp; Seung 2001, theorem 1, with A the mel filters and held fixed.
/// </remarks>
internal sealed class MelInversion : IDisposable
{
    private const int Updates = 100;
    private const double StartFloor = 1e-4; // a start of zero would stay zero
    private const double Least = 1e-12;

    private readonly Tensor filters; // [M, F]
    private readonly Tensor inverse; // [F, M]

    /// <summary>Copies the filters and inverts them.</summary>
    /// <param name="melFilters">Mel filters, <c>[M, F]</c>.</param>
    public MelInversion(Tensor melFilters)
    {
        filters = melFilters.detach().clone().DetachFromDisposeScope();
        inverse = linalg.pinv(filters).DetachFromDisposeScope();
    }

    /// <summary>Mel magnitudes <c>[M, T]</c> to Fourier magnitudes <c>[F, T]</c>, none negative.</summary>
    public Tensor Magnitude(Tensor mel)
    {
        using var scope = NewDisposeScope();
        var (down, up) = (filters.to(mel.device), inverse.to(mel.device));
        var back = down.transpose(0, 1);                                // [F, M]
        var wanted = back.matmul(mel);                                  // [F, T]
        var magnitude = up.matmul(mel).clamp_min(StartFloor);                // [F, T]
        for (var update = 0; update < Updates; update++)
            magnitude = Updated(magnitude, wanted, down);
        return magnitude.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        filters.Dispose();
        inverse.Dispose();
    }

    private static Tensor Updated(Tensor magnitude, Tensor wanted, Tensor filters)
    {
        using var scope = NewDisposeScope();
        var given = filters.transpose(0, 1).matmul(filters.matmul(magnitude));
        return (magnitude * wanted / given.clamp_min(Least)).MoveToOuterDisposeScope();
    }
}
