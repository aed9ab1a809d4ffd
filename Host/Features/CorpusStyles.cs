namespace Melange.Host.Features;

/// <summary>The style vectors of a corpus: all utterances have some, of one width, or none has.</summary>
internal static class CorpusStyles
{
    /// <summary>Opens the files of style vectors; no vector is read yet.</summary>
    /// <param name="utterances">The corpus.</param>
    /// <param name="format">The rate of its audio.</param>
    /// <returns>In the order of the utterances; null where there are none.</returns>
    /// <exception cref="FaultException">Files are missing or broken, or do not fit the audio or each other.</exception>
    public static IReadOnlyList<StyleVectors?> Of(IReadOnlyList<Utterance> utterances, AudioFormat format)
    {
        var faults = new List<Fault>();
        if (utterances.All(utterance => utterance.Style is null))
            return new StyleVectors?[utterances.Count];
        var styles = utterances.Select(utterance => utterance.Style is { } file
            ? faults.Try(() => StyleVectors.Open(file)) : null).ToList();
        var width = styles.Find(style => style is not null)?.Width ?? 0;
        foreach (var (utterance, style) in utterances.Zip(styles))
            if (utterance.Style is not { } file)
                faults.Add(new(utterance.File, utterance.Line,
                    $"'{utterance.Id}' must have style vectors as others have, but has none."));
            else if (style is not null && Problem(utterance, style, width, format) is { } problem)
                faults.Add(new(file.Name, 0, problem));
        FeatureFaults.ThrowIfAny(faults);
        return styles;
    }

    private static string? Problem(Utterance utterance, StyleVectors style, long width, AudioFormat format) =>
        style.Width == width ? style.Problem((double)utterance.Samples.Count / format.SampleRateHz)
            : $"style vectors must have {width} features, as the first ones, but have {style.Width}: [W, N] has the "
                + "features first.";
}
