namespace Melange.Plugins;

/// <summary>Settings of <see cref="UNet"/>.</summary>
/// <remarks>What is said per site is one value for all of them, or values by site beside <c>default</c>.</remarks>
[SiteNames("down.0", "down.1", "down.2", "mid", "up.0", "up.1")]
public sealed record UNetOptions : ISiteOptions
{
    /// <summary>The attention, per site.</summary>
    public required PerSite<Part<IReferenceAttention, AttentionSite>> Attention { get; init; }

    /// <summary>The gate, per site.</summary>
    public required PerSite<Part<IGate, GateContext>> Gate { get; init; }

    /// <summary>
    /// Channels of the first level; doubled at each further level. At least 4, even, a multiple of Groups; default 64.
    /// </summary>
    public int Dim { get; init; } = 64;

    /// <summary>Groups of each group norm. At least 1; default 8.</summary>
    public int Groups { get; init; } = 8;

    /// <summary>The activation: mish (default, as published) or silu.</summary>
    public ActivationKind Activation { get; init; } = ActivationKind.Mish;

    /// <summary>Scale of the diffusion time before its sinusoidal embedding. Above 0; default 1000.</summary>
    public double TimeScale { get; init; } = 1000;

    /// <summary>
    /// Name of the condition whose values become a third input channel, the speaker's; empty for none, the default.
    /// </summary>
    public string Speaker { get; init; } = "";

    /// <summary>
    /// What the last layer stands for: score (default, as Grad-TTS) or correction (learns in fewer steps).
    /// </summary>
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

    /// <summary>
    /// Of the reference frames of one level the next sees every so many: 1 (default) keeps R, 2 gives R, R/2, R/4. At
    /// least 1.
    /// </summary>
    public int ReferenceStride { get; init; } = 1;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public UNetOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Groups < 1)
            yield return $"Groups must be at least 1, but was {Groups}.";
        if (Dim < 4 || Dim % 2 != 0 || (Groups > 0 && Dim % Groups != 0))
            yield return $"Dim must be an even multiple of Groups = {Groups} and at least 4, but was {Dim}.";
        if (!(TimeScale > 0) || double.IsInfinity(TimeScale))
            yield return $"TimeScale must be above 0, but was {TimeScale}.";
        foreach (var problem in SiteRules.Problems(this))
            yield return problem;
        if (ReferenceStride < 1)
            yield return $"ReferenceStride must be at least 1, but was {ReferenceStride}.";
    }
}
