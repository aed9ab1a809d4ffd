namespace Melange.Plugins;

/// <summary>What stands at the sites of an estimator, whichever it is.</summary>
internal interface ISiteOptions
{
    /// <summary>The attention, per site.</summary>
    PerSite<Part<IReferenceAttention, AttentionSite>> Attention { get; }

    /// <summary>The gate, per site.</summary>
    PerSite<Part<IGate, GateContext>> Gate { get; }

    /// <summary>How a site ends before its gate, per site.</summary>
    PerSite<SiteEnding> Ending { get; }

    /// <summary>What becomes of the scalar g before attention, per site.</summary>
    PerSite<RezeroMode> Rezero { get; }

    /// <summary>Value that g starts from, or keeps, per site.</summary>
    PerSite<double> RezeroStart { get; }
}

/// <summary>The rules that they share.</summary>
internal static class SiteRules
{
    /// <summary>One sentence a broken rule.</summary>
    public static IEnumerable<string> Problems(ISiteOptions options)
    {
        if (!options.RezeroStart.Values.All(double.IsFinite))
            yield return $"RezeroStart must be finite, but was {string.Join(", ", options.RezeroStart.Values)}.";
        if (options.Rezero.Values.All(mode => mode == RezeroMode.None)
            && options.RezeroStart.Values.Any(start => start != 0))
            yield return "RezeroStart must be left out where Rezero is none, but was "
                + $"{string.Join(", ", options.RezeroStart.Values)}.";
    }
}
