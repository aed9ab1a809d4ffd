namespace Melange.Plugins;

/// <summary>Settings of <see cref="LjSpeechCorpus"/>.</summary>
public sealed record LjSpeechOptions : PublishedCorpusOptions
{
    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public LjSpeechOptions Validated() => OptionsException.ThrowIfAny(this, Problems());
}
