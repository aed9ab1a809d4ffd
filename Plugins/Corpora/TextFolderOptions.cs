namespace Melange.Plugins;

/// <summary>Settings of <see cref="TextFolderCorpus"/>.</summary>
public sealed record TextFolderOptions
{
    /// <summary>The corpus' folder, relative to the context's base folder. Not empty; has no default.</summary>
    public required string Path { get; init; }
    /// <summary>Its file of texts kept out of training; empty keeps none out. Default <c>held-out.txt</c>.</summary>
    public string HeldOut { get; init; } = "held-out.txt";
    /// <summary>Turns the texts into phonemes that <c>metadata.csv</c> gives none for. Default none.</summary>
    public Part<IPhonemizer, PhonemizerContext>? Phonemizer { get; init; }
    /// <summary>Tier of the phonemes in a reference's own TextGrid. Not empty; default <c>phones</c>.</summary>
    public string Tier { get; init; } = "phones";

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public TextFolderOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path))
            yield return $"Path must name a folder, but was '{Path}'.";
        if (string.IsNullOrWhiteSpace(Tier))
            yield return $"Tier must name a tier, but was '{Tier}'.";
    }
}
