namespace Melange.Plugins;

/// <summary>Adds nothing: a site without attention.</summary>
/// <remarks>0 for every entry of <c>[B, C, M, T]</c>. It has no weights and records no map.</remarks>
public sealed class NoAttention(AttentionSite site) : IReferenceAttention, IStatesCost
{
    /// <inheritdoc/>
    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        input.FitsOrThrow(hidden, site);
        return zeros_like(hidden);
    }

    /// <inheritdoc/>
    /// <remarks>0: it multiplies nothing.</remarks>
    public long MultiplyAdds(PassSize size) => 0;
}
