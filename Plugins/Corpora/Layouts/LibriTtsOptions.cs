namespace Melange.Plugins;

/// <summary>Settings of <see cref="LibriTtsCorpus"/>.</summary>
public sealed record LibriTtsOptions : PublishedCorpusOptions
{
    /// <summary>Only these subsets, as <c>train-clean-100</c>; none for all that are there. Default none.</summary>
    public IReadOnlyList<string> Subsets { get; init; } = [];

    /// <summary>Only these speakers, as <c>103</c>; none for all. Default none.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public LibriTtsOptions Validated() => OptionsException.ThrowIfAny(this, Problems());
}
