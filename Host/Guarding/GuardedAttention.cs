namespace Melange.Host.Guarding;

/// <summary>An attention under watch.</summary>
internal sealed class GuardedAttention(IReferenceAttention inner, PartWatch watch) : IReferenceAttention
{
    /// <inheritdoc/>
    public Tensor Attend(Tensor hidden, AttentionInput input) => watch.Run(
        () => inner.Attend(hidden, input),
        new("output", "B C M T", hidden.shape, hidden)
        {
            Inputs = [(nameof(hidden), hidden), ("reference", input.Reference)]
        });
}
