namespace Melange.Plugins;

/// <summary>Settings of <see cref="TextFolderCorpus"/>; those of TextGrids hold for references alone.</summary>
public sealed record TextFolderOptions : CorpusFolderOptions
{
    internal const string HeldOutFile = "held-out.txt";

    /// <summary>Creates the settings; texts that <c>held-out.txt</c> lists are kept out of training.</summary>
    public TextFolderOptions() => HeldOut = HeldOutFile;

    /// <summary>Turns the texts into phonemes that <c>metadata.csv</c> gives none for. Default none.</summary>
    public Part<IPhonemizer, PhonemizerContext>? Phonemizer { get; init; }

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public TextFolderOptions Validated() => OptionsException.ThrowIfAny(this, Problems());
}
