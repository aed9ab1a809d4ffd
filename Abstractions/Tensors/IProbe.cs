namespace Melange;

/// <summary>Watches a model at work; none hangs on it unless asked for.</summary>
/// <remarks>Recorded tensors stay the recorder's to dispose: a probe that keeps one keeps a copy.</remarks>
public interface IProbe
{
    /// <summary>Whether the probe takes a quantity: asked where it would be computed for the probe alone.</summary>
    /// <param name="site">Name of the site: <c>down.0</c>, <c>mid</c>, <c>up.1</c>.</param>
    /// <param name="quantity">What it is: a name of <see cref="ProbeQuantity"/>, or a part's own.</param>
    /// <param name="entries">How many entries the value would have.</param>
    bool Wants(string site, string quantity, long entries);

    /// <summary>Takes one quantity of one site; one that was not asked for before costs nothing.</summary>
    /// <param name="site">Name of the site: <c>down.0</c>, <c>mid</c>, <c>up.1</c>.</param>
    /// <param name="quantity">What it is: a name of <see cref="ProbeQuantity"/>, or a part's own.</param>
    /// <param name="value">The tensor as it is at that moment.</param>
    void Record(string site, string quantity, Tensor value);
}
