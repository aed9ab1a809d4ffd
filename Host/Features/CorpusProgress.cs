namespace Melange.Host.Features;

/// <summary>How far the reading of a corpus is: each is told how many are done, and of how many.</summary>
/// <param name="Texts">Told of texts whose phonemes are found.</param>
/// <param name="Features">Told of utterances whose features are computed.</param>
public sealed record CorpusProgress(Action<int, int> Texts, Action<int, int> Features)
{
    /// <summary>How lines about texts begin.</summary>
    public const string BeginOfTexts = "finding phonemes: ";

    /// <summary>Says both in lines.</summary>
    /// <param name="say">Told a line every few seconds.</param>
    public static CorpusProgress In(Action<string> say) =>
        new(new FeatureProgress(say, BeginOfTexts, "texts").Tell, new FeatureProgress(say).Tell);

    /// <summary>Whether a line is one of these.</summary>
    public static bool IsOne(string line) => line.StartsWith(BeginOfTexts, StringComparison.Ordinal)
        || line.StartsWith(FeatureProgress.Begin, StringComparison.Ordinal);
}
