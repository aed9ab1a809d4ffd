namespace Melange.Plugins;

/// <summary>Settings of <see cref="AudioFolderCorpus"/>.</summary>
public sealed record AudioFolderOptions : PublishedCorpusOptions
{
    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public AudioFolderOptions Validated() => OptionsException.ThrowIfAny(this, Problems());
}
