namespace Melange.Testing;

/// <summary>A probe that keeps a copy of the last value of each quantity of each site.</summary>
public sealed class RecordingProbe : IProbe
{
    private readonly Dictionary<(string Site, string Quantity), Tensor> taken = [];

    /// <summary>What was recorded, by site and quantity.</summary>
    public IReadOnlyDictionary<(string Site, string Quantity), Tensor> Taken => taken;

    /// <inheritdoc/>
    public bool Wants(string site, string quantity, long entries) => true;

    /// <inheritdoc/>
    public void Record(string site, string quantity, Tensor value) =>
        taken[(site, quantity)] = value.detach().clone().DetachFromDisposeScope();
}
