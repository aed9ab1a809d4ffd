using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any metric; derive a test class from it and build yours.</summary>
public abstract class MetricConformance : DescribedMetricConformance<IMetric>
{
    /// <summary>Whether it compares with the target; false for one that does not, as the time that synthesis
    /// takes.</summary>
    protected virtual bool ComparesWithTarget => true;

    /// <summary>Speech beside other speech has a finite value, the same each time.</summary>
    [Fact]
    public void Measure_OtherSpeech_GivesAFiniteValueTheSameEachTime()
    {
        using var scope = NewDisposeScope();
        var (metric, input) = (Build(Context), Example());

        var value = metric.Measure(input);

        Assert.True(value is { } number && double.IsFinite(number), $"The value must be finite, but was {value}.");
        Assert.Equal(value, metric.Measure(input));
        Assert.Equal(value, Build(Context).Measure(Example()));
    }

    /// <summary>What it says of one utterance depends on that one alone: it keeps nothing between calls.</summary>
    [Fact]
    public void Measure_AfterOtherSpeech_GivesWhatItGivesAlone()
    {
        using var scope = NewDisposeScope();
        var (fresh, used, input) = (Build(Context), Build(Context), Example());
        used.Measure(MetricExample.For(Context, seed: 23));

        var (alone, afterwards) = (fresh.Measure(input), used.Measure(input));

        Assert.True(alone == afterwards, $"The value is {alone} alone and {afterwards} after another utterance: a "
            + "metric keeps nothing between calls. What is of all utterances together is for an ICorpusMetric.");
    }

    /// <summary>Nothing is nearer to the target than the target.</summary>
    [Fact]
    public void Measure_TheTargetItself_IsAsGoodAsCanBe()
    {
        using var scope = NewDisposeScope();
        var (metric, input) = (Build(Context), Example());
        var same = input with
        {
            SynthesisedLogMel = input.TargetLogMel.clone(),
            SynthesisedAudio = input.TargetAudio.clone()
        };

        var (ofOther, ofSame) = (metric.Measure(input), metric.Measure(same));

        if (!ComparesWithTarget)
            return;
        Assert.True(metric.HigherIsBetter ? ofSame >= ofOther : ofSame <= ofOther,
            $"The target itself has {ofSame}, other speech {ofOther}, though the target cannot be worse.");
    }

    /// <summary>Where nothing can be measured the value is null; it is never NaN or infinite.</summary>
    [Fact]
    public void Measure_NothingToMeasure_GivesNullOrAFiniteValue()
    {
        using var scope = NewDisposeScope();

        var value = Build(Context).Measure(MetricExample.Silence(Context));

        Assert.True(value is null || double.IsFinite(value.Value),
            $"The value must be null or finite, but was {value}.");
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Measure_AnyInput_LeavesItAsItWas()
    {
        using var scope = NewDisposeScope();
        var input = Example();

        TensorAssert.Unchanged(MetricExample.Tensors(input), () => Build(Context).Measure(input));
    }

    /// <summary>Nothing outlives a call.</summary>
    [Fact]
    public void Measure_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var (metric, input) = (Build(Context), Example());

        TensorAssert.NoneLeftBehind(() => metric.Measure(input));
    }
}
