namespace Melange.Testing;

/// <summary>A probe that keeps nothing: it makes a part take the way that it takes when watched.</summary>
public sealed class BlindProbe : IProbe
{
    /// <inheritdoc/>
    public bool Wants(string site, string quantity, long entries) => true;

    /// <inheritdoc/>
    public void Record(string site, string quantity, Tensor value) { }
}
