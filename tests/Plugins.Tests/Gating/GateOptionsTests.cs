namespace Melange.Plugins.Tests.Gating;

/// <summary>The rules of the three option records, which share most.</summary>
public sealed class GateOptionsTests
{
    private static readonly Dictionary<string, string> Classes = new() { ["ih"] = "vowel" };

    [Fact]
    public void Validated_Defaults_AreThemselves()
    {
        var (plain, hard, soft) = (new GateOptions(), new PhonemeFallbackOptions(), new SoftPhonemeFallbackOptions());

        Assert.Same(plain, plain.Validated());
        Assert.Same(hard, hard.Validated());
        Assert.Same(soft, soft.Validated());
    }

    [Fact]
    public void Validated_ClassesThatNobodyReads_Throws()
    {
        var plain = new GateOptions { Classes = Classes, Match = PhonemeRule.Phoneme };
        var hard = new PhonemeFallbackOptions { Classes = Classes };

        Assert.Equal("Classes must be left out where Match is not class.",
            Assert.Throws<OptionsException>(plain.Validated).Message);
        Assert.Equal("Classes must be left out where neither Match is class nor ClassFallback is true.",
            Assert.Throws<OptionsException>(hard.Validated).Message);
    }

    [Fact]
    public void Validated_ClassesThatAreRead_AreAccepted()
    {
        var plain = new GateOptions { Classes = Classes, Match = PhonemeRule.Class };
        var hard = new PhonemeFallbackOptions { Classes = Classes, ClassFallback = true };
        var soft = new SoftPhonemeFallbackOptions { Classes = Classes, Match = PhonemeRule.Class };

        Assert.Same(plain, plain.Validated());
        Assert.Same(hard, hard.Validated());
        Assert.Same(soft, soft.Validated());
    }

    [Theory, InlineData(PhonemeRule.Any, "any"), InlineData(PhonemeRule.Class, "class")]
    public void Validated_ClassFallbackThatChangesNothing_Throws(PhonemeRule match, string name)
    {
        var hard = new PhonemeFallbackOptions { Match = match, ClassFallback = true };

        Assert.Equal($"ClassFallback must be false where Match is {name}.",
            Assert.Throws<OptionsException>(hard.Validated).Message);
    }

    [Fact]
    public void Validated_EveryRuleOfTheSoftGateBroken_ListsAll()
    {
        var soft = new SoftPhonemeFallbackOptions
        {
            Match = PhonemeRule.Any,
            ClassFallback = true,
            Groups = 0,
            Penalty = -1
        };

        Assert.Equal(
            [
                "ClassFallback must be false where Match is any.", "Groups must be at least 1, but was 0.",
                "Penalty must be at least 0, but was -1."
            ],
            Assert.Throws<OptionsException>(soft.Validated).Problems);
    }

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Validated_PenaltyThatIsNoNumber_Throws(double penalty) =>
        Assert.Throws<OptionsException>(() => new SoftPhonemeFallbackOptions { Penalty = penalty }.Validated());
}
