namespace Melange;

/// <summary>Watches a model at work; none hangs on it unless asked for.</summary>
/// <remarks>Recorded tensors stay the recorder's to dispose: a probe that keeps one keeps a copy.</remarks>
public interface IProbe
{
    /// <summary>Takes one quantity of one site.</summary>
    /// <param name="site">Name of the site: <c>down.0</c>, <c>mid</c>, <c>up.1</c>.</param>
    /// <param name="quantity">What it is: a name of <see cref="ProbeQuantity"/>, or a part's own.</param>
    /// <param name="value">The tensor as it is at that moment.</param>
    void Record(string site, string quantity, Tensor value);
}
