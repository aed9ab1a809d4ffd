namespace Melange.Plugins;

/// <summary>Settings of <see cref="MatchaDecoder"/>.</summary>
/// <remarks>What is said per site is one value for all of them, or values by site beside <c>default</c>.</remarks>
public sealed record MatchaOptions : ISiteOptions, INamesSites
{
    /// <summary>The attention to the reference, per site.</summary>
    public required PerSite<Part<IReferenceAttention, AttentionSite>> Attention { get; init; }

    /// <summary>The gate, per site.</summary>
    public required PerSite<Part<IGate, GateContext>> Gate { get; init; }

    /// <summary>Channels of each level, frames halved between two. At least one, each a multiple of Groups; default
    /// [256, 256].</summary>
    public IReadOnlyList<int> Channels { get; init; } = [256, 256];

    /// <summary>Transformer blocks of a level, a site each. At least 1; default 1.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>Levels in the middle, between those that go down and up. At least 0; default 2.</summary>
    public int MidLevels { get; init; } = 2;

    /// <summary>Heads of the self attention. At least 1; default 2.</summary>
    public int Heads { get; init; } = 2;

    /// <summary>Features of a head. At least 1; default 64.</summary>
    public int Features { get; init; } = 64;

    /// <summary>Groups of each group norm. At least 1; default 8.</summary>
    public int Groups { get; init; } = 8;

    /// <summary>Scale of the diffusion time before its sinusoidal embedding. Above 0; default 1000.</summary>
    public double TimeScale { get; init; } = 1000;

    /// <summary>Share of values dropped in transformer blocks, in training. At least 0, below 1; default 0.05.
    /// </summary>
    public double Dropout { get; init; } = 0.05;

    /// <summary>Name of the condition that is joined to x_t and mu in each frame; empty for none, the default.
    /// </summary>
    public string Speaker { get; init; } = "";

    /// <summary>What the last layer stands for: score (default: the answer itself) or correction.</summary>
    public ScorePrediction Prediction { get; init; } = ScorePrediction.Score;

    /// <summary>Whether padding may change real frames: exact (default) or as-published.</summary>
    public PaddingArithmetic Padding { get; init; } = PaddingArithmetic.Exact;

    /// <summary>How a site ends before its gate, per site: residual (default) or residual-mask-norm.</summary>
    public PerSite<SiteEnding> Ending { get; init; } = new(SiteEnding.Residual);

    /// <summary>What becomes of the scalar g before attention, per site: learned (default), fixed or none.</summary>
    public PerSite<RezeroMode> Rezero { get; init; } = new(RezeroMode.Learned);

    /// <summary>
    /// Value that g starts from, or keeps, per site; without meaning where there is none. Any finite number; default 0.
    /// </summary>
    public PerSite<double> RezeroStart { get; init; } = new(0);

    /// <inheritdoc/>
    public IReadOnlyList<string> SiteNames => Channels is not { Count: > 0 } || Blocks < 1 || MidLevels < 0 ? [] :
    [
        .. Enumerable.Range(0, Channels.Count).SelectMany(level => SitesOf("down", level)),
        .. Enumerable.Range(0, MidLevels).SelectMany(level => SitesOf("mid", level)),
        .. Enumerable.Range(0, Channels.Count).SelectMany(level => SitesOf("up", level))
    ];

    /// <summary>The sites of a level: <c>down.0</c>, or of several blocks <c>down.0.0</c>, <c>down.0.1</c>.</summary>
    internal IEnumerable<string> SitesOf(string way, int level) =>
        Enumerable.Range(0, Blocks).Select(block => Blocks == 1 ? $"{way}.{level}" : $"{way}.{level}.{block}");

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public MatchaOptions Validated() =>
        OptionsException.ThrowIfAny(this, Problems().Concat(SiteRules.Problems(this)));

    private IEnumerable<string> Problems()
    {
        if (Groups < 1)
            yield return $"Groups must be at least 1, but was {Groups}.";
        if (Channels.Count == 0 || Channels.Any(channels => channels < 1 || (Groups > 0 && channels % Groups != 0)))
            yield return $"Channels must be multiples of Groups = {Groups}, one a level, but were "
                + $"[{string.Join(", ", Channels)}].";
        (string Name, int Value)[] counts =
            [(nameof(Blocks), Blocks), (nameof(Heads), Heads), (nameof(Features), Features)];
        foreach (var (name, value) in counts.Where(count => count.Value < 1))
            yield return $"{name} must be at least 1, but was {value}.";
        if (MidLevels < 0)
            yield return $"MidLevels must be at least 0, but was {MidLevels}.";
        if (!(TimeScale > 0) || double.IsInfinity(TimeScale))
            yield return $"TimeScale must be above 0, but was {TimeScale}.";
        if (Dropout is not (>= 0 and < 1))
            yield return $"Dropout must be at least 0 and below 1, but was {Dropout}.";
    }
}
