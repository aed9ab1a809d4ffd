namespace Melange.Host.Guarding;

/// <summary>A conditioner under watch.</summary>
internal sealed class GuardedConditioner(IConditioner inner, PartWatch watch) : IConditioner
{
    /// <inheritdoc/>
    public long Width { get; } = watch.Run(() => inner.Width > 0
        ? inner.Width
        : throw new InvalidOperationException($"width must be at least 1, but was {inner.Width}"));

    /// <inheritdoc/>
    public Tensor Condition(ReferenceBatch reference) => watch.Run(
        () => inner.Condition(reference),
        new("output", "B width R", [reference.Mask.shape[0], Width, reference.Mask.shape[1]], reference.LogMel)
        {
            Inputs = [("logMel", reference.LogMel)]
        });
}
