using Melange.Testing;
using Xunit.Sdk;

namespace Melange.Tests.Conformance;

/// <summary>An estimator that forgets one thing at its sites fails the test of that thing.</summary>
public sealed class EstimatorConformanceTests
{
    private static readonly Dictionary<string, Action<Suite>> Tests = new()
    {
        ["pairs"] = suite => suite.Score_AnyInput_GivesAttentionThePairsThatItsGateAllows(),
        ["told"] = suite => suite.Score_AnyInput_TellsAttentionTimeAndPhonemes(),
        ["gate"] = suite => suite.Score_GateClosed_HearsNothingOfTheAttention(),
        ["silenced"] = suite => suite.Score_Scaled_IsThatOfAttentionThatGivesSoMuch(0),
        ["scaled"] = suite => suite.Score_Scaled_IsThatOfAttentionThatGivesSoMuch(5),
        ["links"] = suite => suite.Score_EveryLinkForbidden_LeavesNoAttentionAPair(),
        ["probe"] = suite => suite.Score_Watched_TellsTheProbeOfEverySite()
    };

    [Theory, InlineData(Forgotten.Pairs, "pairs", "The attention at mid must be given what AllowedPairs of the gate "
        + "there gave.")]
    [InlineData(Forgotten.Site, "pairs", "No site was built: build parts.Attention and parts.Gate, or let HasSites be "
        + "false.")]
    [InlineData(Forgotten.Time, "told", "AttentionInput.Time at mid must be the Time of the input.")]
    [InlineData(Forgotten.Match, "told", "AttentionInput.Match at mid must be what the gate there is given.")]
    [InlineData(Forgotten.Blend, "gate", "The attention is heard though every gate is closed: go on with the Output "
        + "that Blend of the gate gives.")]
    [InlineData(Forgotten.Site, "gate", "The attention is not heard though every gate is open.")]
    [InlineData(Forgotten.Scale, "silenced", "With a factor of 0 in Edit.Scale the score is off by ")]
    [InlineData(Forgotten.Scale, "scaled", "With a factor of 5 in Edit.Scale the score is off by ")]
    [InlineData(Forgotten.Scale, "scaled", ": multiply with it what the attention gives, at every site.")]
    [InlineData(Forgotten.Links, "links", "The attention at mid looks where Edit.Links forbids it: give them to the "
        + "gate's PhonemeMatch.")]
    [InlineData(Forgotten.ProbeOfAttention, "probe", "The attention at mid was not given the probe of the input.")]
    [InlineData(Forgotten.Quantity, "probe", "The probe was not told 'site-output' of mid.")]
    [InlineData(Forgotten.Probe, "probe", "The probe was not told 'hidden' of mid, 'attention-output' of mid, "
        + "'attended' of mid, 'gate-openness' of mid, 'site-output' of mid, 'target-phonemes' of mid, "
        + "'reference-phonemes' of mid.")]
    public void Suite_EstimatorThatForgets_SaysWhat(Forgotten forgotten, string test, string expected)
    {
        var suite = new Suite(forgotten);

        var failure = Assert.ThrowsAny<XunitException>(() => Tests[test](suite));

        Assert.Contains(expected, failure.Message);
    }

    [Theory, InlineData(Forgotten.Nothing), InlineData(Forgotten.Pairs), InlineData(Forgotten.Blend)]
    [InlineData(Forgotten.Scale), InlineData(Forgotten.Links), InlineData(Forgotten.Quantity)]
    [InlineData(Forgotten.Time), InlineData(Forgotten.Match)]
    public void Suite_EstimatorThatForgets_PassesTheOtherTests(Forgotten forgotten)
    {
        string[] failing = [.. Tests.Where(test => Record.Exception(() => test.Value(new(forgotten))) is not null)
            .Select(test => test.Key)];

        Assert.Equal(forgotten switch
        {
            Forgotten.Nothing => [],
            Forgotten.Pairs => ["pairs"],
            Forgotten.Blend => ["gate"],
            Forgotten.Scale => ["silenced", "scaled"],
            Forgotten.Links => ["links"],
            Forgotten.Time or Forgotten.Match => ["told"],
            _ => ["probe"]
        }, failing);
    }

    [Fact]
    public void Suite_EstimatorWithoutSites_PassesWhereItSaysSo() =>
        Assert.All(Tests, test => test.Value(new(Forgotten.Site, hasSites: false)));

    private sealed class Suite(Forgotten forgotten, bool hasSites = true) : EstimatorConformance
    {
        protected override bool HasSites => hasSites;

        protected override IEstimator Build(EstimatorContext context, SiteParts parts) =>
            new ForgetfulEstimator(context, parts, forgotten);
    }
}
