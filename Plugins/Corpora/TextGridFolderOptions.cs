namespace Melange.Plugins;

/// <summary>Settings of <see cref="TextGridFolderCorpus"/>.</summary>
public sealed record TextGridFolderOptions : CorpusFolderOptions
{
    /// <summary>Creates the settings; texts that <c>held-out.txt</c> lists are kept out of training.</summary>
    public TextGridFolderOptions() => HeldOut = TextFolderOptions.HeldOutFile;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public TextGridFolderOptions Validated() => OptionsException.ThrowIfAny(this, Problems());
}
