namespace Melange.Plugins.Tests.Gating;

/// <summary>What counts as the same phoneme, seen through the gates that have the rule as an option.</summary>
public sealed class PhonemeRuleTests
{
    private static readonly GateContext Stressed = new(
        new("mid", Level: 0, Channels: 2, Bins: 4, ReferenceWidth: 7), ["_", "AH0", "AH1", "ˈi", "i", "T", "S"]);

    [Theory]
    [InlineData(PhonemeRule.Any, "1111 1111 1111")]
    [InlineData(PhonemeRule.Phoneme, "0000 0100 0001")]
    [InlineData(PhonemeRule.PhonemeWithoutStress, "1000 0100 0001")]
    public void AllowedPairs_PhonemesWithStress_AreThoseOfTheRule(PhonemeRule rule, string expected)
    {
        using var scope = NewDisposeScope();
        // Target: AH0, i, T; reference: AH1, i, S, T.
        var match = Match([1, 4, 5], [2, 4, 6, 5]);

        var pairs = new AlwaysGate(new() { Match = rule }, Stressed).AllowedPairs(match);

        Assert.Equal(expected, Shown(pairs));
    }

    [Fact]
    public void AllowedPairs_IpaStressIgnored_PairsBothWays()
    {
        using var scope = NewDisposeScope();
        var gate = new PhonemeFallbackGate(new() { Match = PhonemeRule.PhonemeWithoutStress }, Stressed);

        var pairs = gate.AllowedPairs(Match([3, 4, 2], [4, 3, 1, 5])); // ˈi i AH1 to i ˈi AH0 T

        Assert.Equal("1100 1100 0010", Shown(pairs));
    }

    [Fact]
    public void AllowedPairs_ByClass_PairsVowelsWithVowels()
    {
        using var scope = NewDisposeScope();
        var gate = new PhonemeFallbackGate(new() { Match = PhonemeRule.Class }, Gates.Place);

        var pairs = gate.AllowedPairs(Match([1, 2, 6], [1, 4, 3, 1])); // ih s ow to ih ah t ih

        Assert.Equal("1101 0000 1101", Shown(pairs));
    }

    [Fact]
    public void AllowedPairs_ClassFallback_ActsOnlyWhereThePhonemeIsAbsent()
    {
        using var scope = NewDisposeScope();
        var gate = new PhonemeFallbackGate(new() { ClassFallback = true }, Gates.Place);
        var match = Match([1, 2, 6], [1, 4, 3, 1]);                                 // ih s ow to ih ah t ih

        var pairs = gate.AllowedPairs(match);
        var openness = gate.Blend(zeros(1, 2, 4, 3), ones(1, 2, 4, 3), match).Openness;

        Assert.Equal("1001 0000 1101", Shown(pairs));
        Assert.Equal([1, 0, 1], openness.data<float>().ToArray());
    }

    [Fact]
    public void AllowedPairs_SoftGateWithClassFallback_OpensAllOnlyWhereTheClassIsAbsentToo()
    {
        using var scope = NewDisposeScope();
        var gate = new SoftPhonemeFallbackGate(new() { Groups = 2, ClassFallback = true }, Gates.Place);

        var pairs = gate.AllowedPairs(Match([1, 2, 6], [1, 4, 3, 1]));

        Assert.Equal("1001 1111 1101", Shown(pairs));
    }

    [Fact]
    public void AllowedPairs_ClassesOfTheConfig_OverrideTheKnownOnes()
    {
        using var scope = NewDisposeScope();
        var classes = new Dictionary<string, string> { ["ow"] = "plosive" };
        var gate = new AlwaysGate(new() { Match = PhonemeRule.Class, Classes = classes }, Gates.Place);

        var pairs = gate.AllowedPairs(Match([1, 2, 6], [1, 4, 3, 1]));

        Assert.Equal("1101 0000 0010", Shown(pairs));
    }

    [Fact]
    public void Blend_ForcedLinkOfAnAbsentPhoneme_OpensTheHardGate()
    {
        using var scope = NewDisposeScope();
        var forced = tensor(new[,] { { false, false, false }, { true, false, false }, { true, false, false } });
        var match = Gates.Match() with { Links = new(forced.unsqueeze(0), null) };

        var decision = new PhonemeFallbackGate(new(), Gates.Place).Blend(ones(1, 2, 4, 3), zeros(1, 2, 4, 3), match);

        Assert.Equal([1, 1, 0], decision.Openness.data<float>().ToArray());         // the last is padding
    }

    [Fact]
    public void Blend_EveryLinkOfAPhonemeForbidden_ClosesTheHardGate()
    {
        using var scope = NewDisposeScope();
        var match = Gates.Match() with { Links = new(null, ones(1, 3, 3, dtype: ScalarType.Bool)) };

        var decision = new PhonemeFallbackGate(new(), Gates.Place).Blend(ones(1, 2, 4, 3), zeros(1, 2, 4, 3), match);

        Assert.Equal([0, 0, 0], decision.Openness.data<float>().ToArray());
    }

    [Fact]
    public void Constructor_PhonemesAndKeysThatAreUnknown_NamesThemAndTheSite()
    {
        var place = Gates.Place with { Phonemes = ["_", "ih", "qq", "s", "zz"] };
        var classes = new Dictionary<string, string> { ["ihh"] = "vowel" };

        var fault = Assert.Throws<OptionsException>(
            () => new AlwaysGate(new() { Match = PhonemeRule.Class, Classes = classes }, place));

        Assert.Equal(
            [
                "Classes must name a class of each phoneme that is not of the ARPAbet, "
                    + "but site 'mid' has none of qq, zz.",
                "Classes must name phonemes of the corpus, but it has no 'ihh'. Did you mean 'ih'?"
            ],
            fault.Problems);
    }

    [Fact]
    public void Constructor_UnknownPhonemesNamedInClasses_AreAccepted()
    {
        var place = Gates.Place with { Phonemes = ["_", "ih", "qq"] };
        var classes = new Dictionary<string, string> { ["qq"] = "click" };

        Assert.NotNull(new PhonemeFallbackGate(new() { ClassFallback = true, Classes = classes }, place));
    }

    [Fact]
    public void Constructor_UnknownPhonemesWhereNoClassIsRead_AreAccepted() =>
        Assert.NotNull(new PhonemeFallbackGate(new(), Gates.Place with { Phonemes = ["_", "ih", "qq"] }));

    private static PhonemeMatch Match(long[] target, long[] reference) => new(
        tensor(target).unsqueeze(0), ones(1, target.Length, dtype: ScalarType.Bool),
        tensor(reference).unsqueeze(0), ones(1, reference.Length, dtype: ScalarType.Bool));

    // One word a target frame, one digit a reference frame.
    private static string Shown(Tensor pairs) => string.Join(' ', pairs[0].unbind(0).Select(
        row => string.Concat(row.data<bool>().ToArray().Select(pair => pair ? '1' : '0'))));
}
