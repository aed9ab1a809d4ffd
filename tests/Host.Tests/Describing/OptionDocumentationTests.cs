using Melange.Host.Describing;

namespace Melange.Host.Tests.Describing;

/// <summary>What the documentation of every shipped option says is what its record does.</summary>
public sealed class OptionDocumentationTests
{
    public static TheoryData<string> Records => [.. ShippedOptions.Records.Select(record => record.FullName!)];

    [Fact]
    public void Records_HostAndPlugins_AreAllFound()
    {
        string[] some =
        [
            "RunOptions", "ExperimentOptions", "EditOptions", "AudioFormat", "NoiseSchedule", "EarlyLossWeights",
            "UNetOptions", "FrameToBinOptions", "GriffinLimOptions", "TextFolderOptions"
        ];

        var names = ShippedOptions.Records.Select(record => record.Name);

        Assert.Empty(some.Except(names));
    }

    [Theory, MemberData(nameof(Records))]
    public void Text_EveryOption_IsThereAndStatesItsDefault(string name)
    {
        foreach (var option in OptionsOf(Record(name)))
        {
            var stated = ShippedOptions.StatedDefault(option.Text);

            Assert.False(option.Text.Length == 0, $"{name}.{option.Key} has no documentation");
            if (!option.IsRequired && !option.Type.IsSection && !option.Type.IsMap)
                Assert.True(IsDefault(option, stated),
                    $"{name}.{option.Key} is {OptionText.Of(option.Default)}, but it says '{stated}': {option.Text}");
        }
    }

    [Theory, MemberData(nameof(Records))]
    public void Range_EveryOption_IsWhatItsRulesSay(string name)
    {
        var record = Record(name);
        foreach (var option in OptionsOf(record).Where(IsNumber))
        {
            if (BoundOf(option.Range.Lower, record) is { } lower)
                AssertBound(option, record, lower, -1);
            else
                AssertFits(option, record, -1e6, fits: true);
            if (BoundOf(option.Range.Upper, record) is { } upper)
                AssertBound(option, record, upper, +1);
            else if (option.Range.Upper is null)
                AssertFits(option, record, Far(option), fits: true);
        }
    }

    private static (double Number, bool IsExclusive)? BoundOf(OptionBound? bound, Type record) =>
        bound is not null && ShippedOptions.NumberOf(bound, record) is { } number ? (number, bound.IsExclusive) : null;

    private static void AssertBound(
        DescribedOption option, Type record, (double Number, bool IsExclusive) bound, int outwards)
    {
        var step = outwards * (IsWhole(option) ? 1 : 1e-3);

        AssertFits(option, record, bound.IsExclusive ? bound.Number - step : bound.Number, fits: true);
        AssertFits(option, record, bound.IsExclusive ? bound.Number : bound.Number + step, fits: false);
    }

    private static void AssertFits(DescribedOption option, Type record, double number, bool fits)
    {
        var value = Convert.ChangeType(number, NumberType(option), null);
        var problems = ShippedOptions.ProblemsOf(option, record, value);
        Assert.True(problems.Count == 0 == fits, $"{record.Name}.{option.Key} = {number} is "
            + $"{(fits ? "refused" : "accepted")}, but it says: {option.Text} {string.Join(' ', problems)}");
    }

    // Far beyond what anyone asks for, and even, unless it has to be odd.
    private static double Far(DescribedOption option) =>
        !IsWhole(option) ? 1e5 : option.Text.Contains("Odd", StringComparison.Ordinal) ? (1 << 20) + 1 : 1 << 20;

    private static bool IsDefault(DescribedOption option, string? stated) => option.Default switch
    {
        null => stated is null or "none" or "nothing" or "left" || stated.StartsWith("not ", StringComparison.Ordinal)
            || double.TryParse(stated, out _), // what the part takes where nothing is said
        "" => stated is "none" or "nothing" or "empty",
        _ => stated == OptionText.Of(option.Default) || $"[{stated}]" == OptionText.Of(option.Default)
    };

    private static Type NumberType(DescribedOption option) =>
        option.Type.IsPerSite ? option.Type.ItemType : option.Type.Type;

    private static bool IsWhole(DescribedOption option) => NumberType(option) == typeof(int);

    private static bool IsNumber(DescribedOption option) => IsWhole(option) || NumberType(option) == typeof(double);

    private static Type Record(string name) => ShippedOptions.Records.Single(record => record.FullName == name);

    private static IReadOnlyList<DescribedOption> OptionsOf(Type record) => DescribedOption.AllOf(record);
}
