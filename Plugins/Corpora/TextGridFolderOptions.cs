namespace Melange.Plugins;

/// <summary>Settings of <see cref="TextGridFolderCorpus"/>.</summary>
public sealed record TextGridFolderOptions : CorpusFolderOptions
{
    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public TextGridFolderOptions Validated() => OptionsException.ThrowIfAny(this, Problems());
}
