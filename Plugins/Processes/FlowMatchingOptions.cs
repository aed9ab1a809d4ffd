namespace Melange.Plugins;

/// <summary>Settings of <see cref="FlowMatchingProcess"/>.</summary>
public sealed record FlowMatchingOptions
{
    /// <summary>Standard deviation of the noise that is left at time 0. Above 0, below 1; default 0.0001.</summary>
    public double SigmaMin { get; init; } = 1e-4;

    /// <summary>Standard deviation of the data around mu, which an estimator that learns a correction starts from. Above
    /// 0; default 1.</summary>
    public double DataDeviation { get; init; } = 1;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public FlowMatchingOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (SigmaMin is not (> 0 and < 1))
            yield return $"SigmaMin must be above 0 and below 1, but was {SigmaMin}.";
        if (!(DataDeviation > 0) || double.IsInfinity(DataDeviation))
            yield return $"DataDeviation must be above 0, but was {DataDeviation}.";
    }
}
