namespace Melange.Plugins;

/// <summary>Settings of every corpus that is a folder.</summary>
public abstract record CorpusFolderOptions
{
    /// <summary>The corpus' folder, relative to the context's base folder. Not empty; has no default.</summary>
    public required string Path { get; init; }
    /// <summary>What is kept out of training: the file of its texts, or a share that a seed draws.</summary>
    public HeldOutOptions HeldOut { get; init; } = new();
    /// <summary>The TextGrids' interval tier that holds the phonemes. Not empty; default <c>phones</c>.</summary>
    public string Tier { get; init; } = "phones";
    /// <summary>The phoneme of intervals without a label, as aligners leave silences. One word; default <c>sil</c>.
    /// </summary>
    public string Silence { get; init; } = "sil";
    /// <summary>Frames by which a TextGrid may begin or end off its audio. At least 0; default 1.</summary>
    public double EdgeFrames { get; init; } = 1;
    /// <summary>The folder in the corpus' own that holds style vectors, if there is one. Default <c>style</c>.
    /// </summary>
    public string Style { get; init; } = "style";
    /// <summary>Style vectors a second. At least 0; 0, the default, spreads those of an utterance over its audio.
    /// </summary>
    public double StyleRateHz { get; init; }

    /// <summary>Every broken rule.</summary>
    protected virtual IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path))
            yield return $"Path must name a folder, but was '{Path}'.";
        if (string.IsNullOrWhiteSpace(Tier))
            yield return $"Tier must name a tier, but was '{Tier}'.";
        if (string.IsNullOrEmpty(Silence) || Silence.Any(char.IsWhiteSpace))
            yield return $"Silence must be a phoneme without white space, but was '{Silence}'.";
        if (!(double.IsFinite(EdgeFrames) && EdgeFrames >= 0))
            yield return FormattableString.Invariant($"EdgeFrames must be at least 0, but was {EdgeFrames}.");
        if (!(double.IsFinite(StyleRateHz) && StyleRateHz >= 0))
            yield return FormattableString.Invariant($"StyleRateHz must be at least 0, but was {StyleRateHz}.");
    }
}
