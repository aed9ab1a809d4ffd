namespace Melange.Plugins;

/// <summary>Settings of <see cref="VctkCorpus"/>.</summary>
public sealed record VctkOptions : PublishedCorpusOptions
{
    /// <summary>The microphone, of version 0.92 alone. Default <c>mic1</c>.</summary>
    public Microphone Microphone { get; init; } = Microphone.Mic1;

    /// <summary>Only these speakers, as <c>p225</c>; none for all. Default none.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public VctkOptions Validated() => OptionsException.ThrowIfAny(this, Problems());
}
