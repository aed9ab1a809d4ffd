using Xunit;

namespace Melange.Testing;

public abstract partial class GateConformance
{
    /// <summary>A gate that guarantees frames their own phoneme lets none that has it look elsewhere.</summary>
    [Fact]
    public void AllowedPairs_GateThatGuaranteesOwnPhoneme_KeepTheGuarantee()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        if (gate is not IStatesGuarantees stating || !stating.Guarantees.Contains(Guarantee.OwnPhoneme))
            return;
        var match = GateExample.For(Context).Match;

        var elsewhere = gate.AllowedPairs(match).logical_and(match.SamePhonemePairs().logical_not()); // [B, T, R]

        Assert.False(elsewhere.logical_and(match.Present().unsqueeze(2)).any().item<bool>(),
            "A frame whose phoneme occurs in the reference may look at another, which own-phoneme excludes.");
    }
}
