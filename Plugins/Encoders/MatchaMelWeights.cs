namespace Melange.Plugins;

/// <summary>Reads how log-mels are normalised out of official Matcha-TTS weights.</summary>
/// <remarks>Source: the state_dict of the official code's MatchaTTS, its numbers <c>mel_mean</c> and <c>mel_std</c>.
/// </remarks>
public sealed class MatchaMelWeights : IForeignWeights
{
    private static readonly Dictionary<string, string> Numbers =
        new() { ["melMean"] = "mel_mean", ["melDeviation"] = "mel_std" };

    /// <inheritdoc/>
    public string Format => "matcha";

    /// <inheritdoc/>
    public string Section => "features";

    /// <inheritdoc/>
    public ForeignPart? Find(IReadOnlyDictionary<string, long[]> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var values = Numbers.Where(number => shapes.ContainsKey(number.Value)).ToDictionary();
        return values.Count == 0 ? null
            : new(new Dictionary<string, object>(), new Dictionary<string, string>()) { Values = values };
    }
}
