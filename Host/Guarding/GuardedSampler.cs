namespace Melange.Host.Guarding;

/// <summary>A sampler under watch.</summary>
internal sealed class GuardedSampler(ISampler inner, PartWatch watch) : ISampler, IDisposable
{
    /// <inheritdoc/>
    public Tensor Sample(SamplerInput input) => watch.Run(
        () => inner.Sample(input),
        new("mel", "B M T", input.Start.shape, input.Start)
        {
            Inputs = [("start", input.Start), ("mean", input.Mean)]
        });

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();
}
