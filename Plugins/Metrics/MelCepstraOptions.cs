namespace Melange.Plugins;

/// <summary>Which mel cepstra count in <see cref="MelCepstralDistortion"/> or <see cref="FrechetCepstralDistance"/>.
/// </summary>
/// <remarks>The defaults are the preset <c>log-mel-13</c>: coefficients 1 to 13, all but the level.</remarks>
public sealed record MelCepstraOptions
{
    /// <summary>First cepstral coefficient that counts. At least 0 (the level); default 1.</summary>
    public int FirstCoefficient { get; init; } = MelCepstra.DefaultFirst;
    /// <summary>Last cepstral coefficient that counts. At least FirstCoefficient, below M; default 13.</summary>
    public int LastCoefficient { get; init; } = MelCepstra.DefaultLast;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <param name="bins">Mel bins M of the spectrograms.</param>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public MelCepstraOptions Validated(int bins) => OptionsException.ThrowIfAny(this, Problems(bins));

    private IEnumerable<string> Problems(int bins)
    {
        if (FirstCoefficient < 0)
            yield return $"FirstCoefficient must be at least 0, but was {FirstCoefficient}.";
        if (LastCoefficient < FirstCoefficient || LastCoefficient >= bins)
            yield return $"LastCoefficient must be at least FirstCoefficient = {FirstCoefficient} and below the "
                + $"{bins} mel bins, but was {LastCoefficient}.";
    }
}
