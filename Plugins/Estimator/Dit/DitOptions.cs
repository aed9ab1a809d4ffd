namespace Melange.Plugins;

/// <summary>Settings of <see cref="DiffusionTransformer"/>.</summary>
/// <remarks>What is said per site is one value for all of them, or values by site beside <c>default</c>.</remarks>
public sealed record DitOptions : ISiteOptions, INamesSites
{
    /// <summary>The attention to the reference, per site.</summary>
    public required PerSite<Part<IReferenceAttention, AttentionSite>> Attention { get; init; }

    /// <summary>The gate, per site.</summary>
    public required PerSite<Part<IGate, GateContext>> Gate { get; init; }

    /// <summary>Width, blocks and heads together: small (default) is 384, 12 and 6, base is 768, 12 and 12.</summary>
    public DitSize Size { get; init; } = DitSize.Small;

    /// <summary>Features of a frame, in the place of the size's. At least 2, a multiple of twice the heads.</summary>
    public int? Width { get; init; }

    /// <summary>Blocks, a site each, in the place of the size's. At least 1.</summary>
    public int? Depth { get; init; }

    /// <summary>Heads of the self attention, in the place of the size's. At least 1.</summary>
    public int? Heads { get; init; }

    /// <summary>Scale of the diffusion time before its sinusoidal embedding. Above 0; default 1000.</summary>
    public double TimeScale { get; init; } = 1000;

    /// <summary>Share of values dropped behind attention and perceptron, in training. At least 0, below 1; default 0.1.
    /// </summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Name of the condition that is joined to x_t and mu in each frame; empty for none, the default.
    /// </summary>
    public string Speaker { get; init; } = "";

    /// <summary>What the last layer stands for: score (default: the answer itself) or correction.</summary>
    public ScorePrediction Prediction { get; init; } = ScorePrediction.Score;

    /// <summary>How a site ends before its gate, per site: residual (default) or residual-mask-norm.</summary>
    public PerSite<SiteEnding> Ending { get; init; } = new(SiteEnding.Residual);

    /// <summary>What becomes of the scalar g before attention, per site: learned (default), fixed or none.</summary>
    public PerSite<RezeroMode> Rezero { get; init; } = new(RezeroMode.Learned);

    /// <summary>
    /// Value that g starts from, or keeps, per site; without meaning where there is none. Any finite number; default 0.
    /// </summary>
    public PerSite<double> RezeroStart { get; init; } = new(0);

    /// <inheritdoc/>
    public IReadOnlyList<string> SiteNames =>
        Layout.Depth < 1 ? [] : [.. Enumerable.Range(0, Layout.Depth).Select(block => $"block.{block}")];

    /// <summary>Width, blocks and heads as they are built.</summary>
    internal (int Width, int Depth, int Heads) Layout
    {
        get
        {
            var (width, depth, heads) = Size == DitSize.Base ? (768, 12, 12) : (384, 12, 6);
            return (Width ?? width, Depth ?? depth, Heads ?? heads);
        }
    }

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public DitOptions Validated() =>
        OptionsException.ThrowIfAny(this, Problems().Concat(SiteRules.Problems(this)));

    private IEnumerable<string> Problems()
    {
        var (width, depth, heads) = Layout;
        if (heads < 1)
            yield return $"Heads must be at least 1, but was {heads}.";
        if (width < 2 || (heads > 0 && width % (2 * heads) != 0))
            yield return $"Width must be a multiple of twice the heads = {heads}, since places turn pairs of a head's "
                + $"features, but was {width}.";
        if (depth < 1)
            yield return $"Depth must be at least 1, but was {depth}.";
        if (!(TimeScale > 0) || double.IsInfinity(TimeScale))
            yield return $"TimeScale must be above 0, but was {TimeScale}.";
        if (Dropout is not (>= 0 and < 1))
            yield return $"Dropout must be at least 0 and below 1, but was {Dropout}.";
    }
}

/// <summary>Sizes of a diffusion transformer, as published for pictures.</summary>
public enum DitSize
{
    /// <summary>384 features, 12 blocks, 6 heads.</summary>
    Small,

    /// <summary>768 features, 12 blocks, 12 heads.</summary>
    Base
}
