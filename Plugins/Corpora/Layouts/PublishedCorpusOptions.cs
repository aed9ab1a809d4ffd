namespace Melange.Plugins;

/// <summary>Settings of every corpus that is read as somebody published it.</summary>
public abstract record PublishedCorpusOptions : CorpusFolderOptions
{
    /// <summary>The folder of an aligner's TextGrids, relative to the context's base folder; empty where times are to
    /// be learned. Default empty.</summary>
    public string Alignments { get; init; } = "";

    /// <summary>Turns the texts into phonemes where there are no alignments. Default none.</summary>
    public Part<IPhonemizer, PhonemizerContext>? Phonemizer { get; init; }

    /// <inheritdoc/>
    protected override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
            yield return problem;
        if (!string.IsNullOrWhiteSpace(Alignments) && Phonemizer is not null)
            yield return "Alignments must stand without Phonemizer, as its TextGrids hold the phonemes, but both are "
                + "there.";
    }
}
