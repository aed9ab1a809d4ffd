using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any metric of several values; derive a test class from it and build yours.</summary>
public abstract class MetricFamilyConformance : DescribedMetricConformance<IMetricFamily>
{
    /// <summary>Each value has a name of its own and a description.</summary>
    [Fact]
    public void Members_Always_HaveNamesAndDescriptions()
    {
        var members = Build(Context).Members;

        Assert.NotEmpty(members);
        Assert.Equal(members.Count, members.DistinctBy(member => member.Name).Count());
        Assert.All(members, member => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", member.Name));
        Assert.All(members, member => Assert.False(
            string.IsNullOrWhiteSpace(member.Description), $"The description of {member.Name} must not be empty."));
    }

    /// <summary>There is a value for each member, finite or null, whatever there is to measure.</summary>
    [Fact]
    public void MeasureEach_SpeechOrSilence_GivesAFiniteValueOrNullForEach()
    {
        using var scope = NewDisposeScope();
        var metric = Build(Context);

        foreach (var input in new[] { Example(), MetricExample.Silence(Context) })
        {
            var values = metric.MeasureEach(input);
            Assert.Equal(metric.Members.Count, values.Count);
            Assert.All(values, value => Assert.True(value is null || double.IsFinite(value.Value),
                $"A value must be null or finite, but was {value}."));
        }
    }

    /// <summary>What it says of one utterance depends on that one alone: it keeps nothing between calls.</summary>
    [Fact]
    public void MeasureEach_AfterOtherSpeech_GivesWhatItGivesAlone()
    {
        using var scope = NewDisposeScope();
        var (fresh, used) = (Build(Context), Build(Context));
        used.MeasureEach(MetricExample.For(Context, seed: 23));

        Assert.Equal(fresh.MeasureEach(Example()), used.MeasureEach(Example()));
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void MeasureEach_AnyInput_LeavesItAsItWas()
    {
        using var scope = NewDisposeScope();
        var input = Example();

        TensorAssert.Unchanged(MetricExample.Tensors(input), () => Build(Context).MeasureEach(input));
    }

    /// <summary>Nothing outlives a call.</summary>
    [Fact]
    public void MeasureEach_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var (metric, input) = (Build(Context), Example());

        TensorAssert.NoneLeftBehind(() => metric.MeasureEach(input));
    }
}
