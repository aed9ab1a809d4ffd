namespace Melange.Plugins;

/// <summary>Settings of <see cref="EsdCorpus"/>.</summary>
public sealed record EsdOptions : PublishedCorpusOptions
{
    /// <summary>Only these speakers: <c>0001</c> to <c>0010</c> speak Mandarin, <c>0011</c> to <c>0020</c> English;
    /// none for all. Default none.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public EsdOptions Validated() => OptionsException.ThrowIfAny(this, Problems());
}
