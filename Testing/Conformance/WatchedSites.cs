namespace Melange.Testing;

/// <summary>An attention and a gate without weights, which note what an estimator gives them at each site.</summary>
/// <remarks>
/// The attention gives the mean, over the frames that it may look at, of the sum of their features. The gate allows
/// what links allow, and passes all or nothing.
/// </remarks>
internal sealed class WatchedSites
{
    private readonly Dictionary<string, SiteCall> calls = [];

    /// <summary>Builds them.</summary>
    public WatchedSites() => Parts = new(
        new("mean-of-allowed", site => new Attention(this, site)),
        new("all-or-nothing", place => new Gate(this, place)));

    /// <summary>The parts.</summary>
    public SiteParts Parts { get; }

    /// <summary>Factor on what the attention gives.</summary>
    public double Loudness { get; init; } = 1;

    /// <summary>Whether the gate passes what the attention gave.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>What came last at each site that was built.</summary>
    public IReadOnlyDictionary<string, SiteCall> Calls => calls;

    private SiteCall At(AttentionSite site) =>
        calls.TryGetValue(site.Name, out var call) ? call : calls[site.Name] = new SiteCall();

    private static Tensor Kept(Tensor tensor) => tensor.detach().clone().DetachFromDisposeScope();

    private sealed class Attention(WatchedSites sites, AttentionSite site) : IReferenceAttention
    {
        private readonly SiteCall call = sites.At(site);

        public Tensor Attend(Tensor hidden, AttentionInput input)
        {
            input.FitsOrThrow(hidden, site);
            (call.Pairs, call.Probe) = (Kept(input.AllowedPairs), input.Probe);
            (call.Time, call.SamePhonemes) = (Kept(input.Time), Kept(input.Match.SamePhonemePairs()));
            using var scope = NewDisposeScope();
            var allowed = input.AllowedPairs.to(hidden.dtype);                      // [B, T, R]
            var loudness = input.Reference.sum([1], keepdim: true).transpose(1, 2); // [B, R, 1]
            var mean = allowed.bmm(loudness) / allowed.sum([2], keepdim: true).clamp_min(1); // [B, T, 1]
            var found = mean.transpose(1, 2).unsqueeze(1) * sites.Loudness;         // [B, 1, 1, T]
            return found.expand_as(hidden).clone().MoveToOuterDisposeScope();       // [B, C, M, T]
        }
    }

    private sealed class Gate(WatchedSites sites, GateContext place) : IGate
    {
        private readonly SiteCall call = sites.At(place.Site);

        public Tensor AllowedPairs(PhonemeMatch match)
        {
            var pairs = match.RealPairs();
            (call.Allowed, call.SamePhonemesOfGate) = (Kept(pairs), Kept(match.SamePhonemePairs()));
            return pairs;
        }

        public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match) => sites.IsOpen
            ? new(attended.alias(), match.TargetMask.to(hidden.dtype))
            : new(hidden.alias(), zeros_like(match.TargetMask, dtype: hidden.dtype));
    }
}

/// <summary>What an estimator gave the parts of one site.</summary>
internal sealed class SiteCall
{
    /// <summary>What the gate allowed, bool <c>[B, T, R]</c>; null where it was not asked.</summary>
    public Tensor? Allowed { get; set => Replace(ref field, value); }

    /// <summary>Where the attention was told that it may look, bool <c>[B, T, R]</c>; null where it was not asked.
    /// </summary>
    public Tensor? Pairs { get; set => Replace(ref field, value); }

    /// <summary>Which pairs hold the same phoneme, as the gate was told, bool <c>[B, T, R]</c>.</summary>
    public Tensor? SamePhonemesOfGate { get; set => Replace(ref field, value); }

    /// <summary>Which pairs hold the same phoneme, as the attention was told, bool <c>[B, T, R]</c>.</summary>
    public Tensor? SamePhonemes { get; set => Replace(ref field, value); }

    /// <summary>The diffusion time that the attention was told, <c>[B]</c>.</summary>
    public Tensor? Time { get; set => Replace(ref field, value); }

    /// <summary>The probe that the attention was given.</summary>
    public IProbe? Probe { get; set; }

    private static void Replace(ref Tensor? kept, Tensor? value)
    {
        kept?.Dispose();
        kept = value;
    }
}
