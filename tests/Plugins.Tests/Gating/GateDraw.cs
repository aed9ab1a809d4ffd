using CsCheck;

namespace Melange.Plugins.Tests.Gating;

/// <summary>Sizes, phonemes and masks that a property is tried on.</summary>
/// <param name="Frames">Target frames T.</param>
/// <param name="References">Reference frames R.</param>
/// <param name="Rule">What counts as the same phoneme.</param>
/// <param name="Share">Share of the frames that are real.</param>
/// <param name="Linked">Whether a person forces and forbids links.</param>
/// <param name="Seed">Of states, phonemes and masks.</param>
internal sealed record GateDraw(int Frames, int References, PhonemeRule Rule, double Share, bool Linked, int Seed)
{
    public const int Batch = 2;

    private static readonly string[] Names = ["_", "AH0", "AH1", "IY1", "T", "K", "S", "M"];

    public static Gen<GateDraw> All { get; } = Gen.Select(
        Gen.Int[1, 8], Gen.Int[1, 8], Gen.Enum<PhonemeRule>(), Gen.Double[0.3, 1.2], Gen.Bool, Gen.Int[0, 9999],
        (frames, references, rule, share, linked, seed) =>
            new GateDraw(frames, references, rule, share, linked, seed));

    public static GateContext Place { get; } = new(new("mid", 0, Channels: 4, Bins: 3, ReferenceWidth: 5), Names);

    /// <summary>A gate with the rule of the draw.</summary>
    public IGate Build(string gate) => gate switch
    {
        "always" => new AlwaysGate(new() { Match = Rule }, Place),
        "never" => new NeverGate(new() { Match = Rule }, Place),
        "phoneme-fallback" => new PhonemeFallbackGate(new() { Match = Rule }, Place),
        _ => new SoftPhonemeFallbackGate(new() { Match = Rule, Groups = 2 }, Place)
    };

    /// <summary>Two states <c>[B, C, M, T]</c>, and the phonemes.</summary>
    public (Tensor Hidden, Tensor Attended, PhonemeMatch Match) Input()
    {
        using var random = new Generator((ulong)Seed);
        long[] shape = [Batch, 4, 3, Frames];
        var (hidden, attended) = (randn(shape, generator: random), randn(shape, generator: random));
        var match = new PhonemeMatch(Phonemes(Frames), Real(Frames), Phonemes(References), Real(References),
            Linked ? new(Links(0.1), Links(0.2)) : null);
        return (hidden, attended, match);

        Tensor Phonemes(int frames) => randint(1, Names.Length, [Batch, frames], dtype: int64, generator: random);
        Tensor Real(int frames) => rand([Batch, frames], generator: random).lt(Share);
        Tensor Links(double share) => rand([Batch, Frames, References], generator: random).lt(share);
    }

    /// <summary>The pairs that a gate which takes the rule at its word allows, one by one.</summary>
    /// <returns>bool <c>[B, T, R]</c>.</returns>
    public Tensor ExpectedPairs(PhonemeMatch match)
    {
        var (target, reference) = (Keys(match.TargetPhonemes), Keys(match.ReferencePhonemes));
        var (targetMask, referenceMask) = (Bools(match.TargetMask)!, Bools(match.ReferenceMask)!);
        var (forced, forbidden) = (Bools(match.Links?.Forced), Bools(match.Links?.Forbidden));
        var pairs = new bool[Batch * Frames * References];
        for (var pair = 0; pair < pairs.Length; pair++)
        {
            var (row, frame) = (pair / References, pair / References / Frames * References + pair % References);
            var isForced = forced?.AsSpan(row * References, References).Contains(true) ?? false;
            pairs[pair] = targetMask[row] && referenceMask[frame] && !(forbidden?[pair] ?? false)
                && (isForced ? forced![pair] : target[row] == reference[frame]);
        }
        return tensor(pairs).view(Batch, Frames, References);
    }

    private static bool[]? Bools(Tensor? mask) => mask?.data<bool>().ToArray();

    private string[] Keys(Tensor phonemes) => [.. phonemes.data<long>().ToArray().Select(id => Key(Names[id]))];

    private string Key(string name) => Rule switch
    {
        PhonemeRule.Any => "",
        PhonemeRule.Phoneme => name,
        PhonemeRule.PhonemeWithoutStress => name.TrimEnd('0', '1'),
        _ => "AI".Contains(name[0]) ? "vowel" : "TK".Contains(name[0]) ? "plosive" : name
    };
}
