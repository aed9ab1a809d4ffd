using Xunit;

namespace Melange.Testing;

public abstract partial class EstimatorConformance
{
    private const double Loud = 5; // more than rounding in float32 hides
    private static readonly string[] ToldOfEverySite =
    [
        ProbeQuantity.Hidden, ProbeQuantity.AttentionOutput, ProbeQuantity.Attended, ProbeQuantity.GateOpenness,
        ProbeQuantity.SiteOutput, ProbeQuantity.TargetPhonemes, ProbeQuantity.ReferencePhonemes
    ];

    /// <summary>Whether it builds an attention and a gate at sites; false for one that has no slot for them.</summary>
    protected virtual bool HasSites => true;

    /// <summary>At every site the gate says where the attention may look.</summary>
    [Fact]
    public void Score_AnyInput_GivesAttentionThePairsThatItsGateAllows()
    {
        using var scope = NewDisposeScope();
        var sites = new WatchedSites();

        Score(Built(sites.Parts), EstimatorExample.For(Context)).Dispose();

        Assert.True(sites.Calls.Count > 0 || !HasSites,
            "No site was built: build parts.Attention and parts.Gate, or let HasSites be false.");
        Assert.All(sites.Calls, site => Assert.True(
            site.Value is { Allowed: { } allowed, Pairs: { } pairs } && allowed.shape.SequenceEqual(pairs.shape)
                && allowed.eq(pairs).all().item<bool>(),
            $"The attention at {site.Key} must be given what AllowedPairs of the gate there gave."));
    }

    /// <summary>Every attention is told the diffusion time, and the phonemes that its gate is told.</summary>
    [Fact]
    public void Score_AnyInput_TellsAttentionTimeAndPhonemes()
    {
        using var scope = NewDisposeScope();
        var (sites, input) = (new WatchedSites(), EstimatorExample.For(Context));

        Score(Built(sites.Parts), input).Dispose();

        Assert.All(sites.Calls, site => Assert.True(
            site.Value.Time is { } time && TensorAssert.LargestDifference(input.Time, time) == 0,
            $"AttentionInput.Time at {site.Key} must be the Time of the input."));
        Assert.All(sites.Calls, site => Assert.True(
            site.Value is { SamePhonemes: { } told, SamePhonemesOfGate: { } gate }
                && told.shape.SequenceEqual(gate.shape) && told.eq(gate).all().item<bool>(),
            $"AttentionInput.Match at {site.Key} must be what the gate there is given."));
    }

    /// <summary>What a closed gate holds back changes nothing, and what an open one passes does.</summary>
    [Fact]
    public void Score_GateClosed_HearsNothingOfTheAttention()
    {
        using var scope = NewDisposeScope();

        var (closed, louder) = (With(new() { IsOpen = false }), With(new() { IsOpen = false, Loudness = Loud }));
        var (open, loudest) = (With(new()), With(new() { Loudness = Loud }));

        if (!HasSites)
            return;
        Assert.True(closed.eq(louder).all().item<bool>(),
            "The attention is heard though every gate is closed: go on with the Output that Blend of the gate gives.");
        Assert.True(open.ne(loudest).any().item<bool>(), "The attention is not heard though every gate is open.");
    }

    /// <summary>The factors of an edit are on what every site's attention gives.</summary>
    [Theory, InlineData(0), InlineData(Loud)]
    public void Score_Scaled_IsThatOfAttentionThatGivesSoMuch(double scale)
    {
        using var scope = NewDisposeScope();
        var input = EstimatorExample.For(Context);
        var edit = new AttentionEdit(full_like(input.TargetMask, scale, dtype: input.Noisy.dtype), Links: null);

        var edited = Score(Built(new WatchedSites().Parts), input with { Edit = edit });

        var difference = TensorAssert.LargestDifference(With(new() { Loudness = scale }), edited);
        Assert.True(difference <= Tolerance, $"With a factor of {scale} in Edit.Scale the score is off by "
            + $"{difference:g3}: multiply with it what the attention gives, at every site.");
    }

    /// <summary>The links of an edit reach the gate of every site.</summary>
    [Fact]
    public void Score_EveryLinkForbidden_LeavesNoAttentionAPair()
    {
        using var scope = NewDisposeScope();
        var (sites, input) = (new WatchedSites(), EstimatorExample.For(Context));
        var forbidden = input.TargetMask.new_ones(
            EstimatorExample.Batch, EstimatorExample.Frames, EstimatorExample.References);

        Score(Built(sites.Parts), input with { Edit = new(Scale: null, new(null, forbidden)) }).Dispose();

        Assert.All(sites.Calls, site => Assert.False(site.Value.Pairs?.any().item<bool>(),
            $"The attention at {site.Key} looks where Edit.Links forbids it: give them to the gate's PhonemeMatch."));
    }

    /// <summary>A probe is told of every site, and given to its attention.</summary>
    [Fact]
    public void Score_Watched_TellsTheProbeOfEverySite()
    {
        using var scope = NewDisposeScope();
        var (sites, probe) = (new WatchedSites(), new RecordingProbe());

        Score(Built(sites.Parts), EstimatorExample.For(Context) with { Probe = probe }).Dispose();

        Assert.All(sites.Calls, site => Assert.True(ReferenceEquals(probe, site.Value.Probe),
            $"The attention at {site.Key} was not given the probe of the input."));
        var untold = sites.Calls.Keys.SelectMany(site => ToldOfEverySite.Select(quantity => (site, quantity)))
            .Where(wanted => !probe.Taken.ContainsKey(wanted)).ToList();
        Assert.True(untold.Count == 0, $"The probe was not told {string.Join(", ",
            untold.Select(wanted => $"'{wanted.quantity}' of {wanted.site}"))}.");
    }

    private Tensor With(WatchedSites sites) => Score(Built(sites.Parts), EstimatorExample.For(Context));
}
