namespace Melange.Host.Guarding;

/// <summary>A source of noise under watch.</summary>
internal sealed class GuardedNoise(INoise inner, PartWatch watch) : INoise, IDisposable
{
    /// <inheritdoc/>
    public Tensor Draw(NoiseInput input) => watch.Run(
        () => inner.Draw(input),
        new("noise", "B M T", input.Mean.shape, input.Mean) { Inputs = [("mean", input.Mean)] });

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();
}
