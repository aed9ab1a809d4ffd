using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any metric of all utterances together; derive a test class from it and build yours.
/// </summary>
public abstract class CorpusMetricConformance : DescribedMetricConformance<ICorpusMetric>
{
    private const double Tolerance = 1e-6; // relative: sums in another order

    /// <summary>Several utterances have a finite value, in whatever order they come.</summary>
    [Fact]
    public void MeasureAll_UtterancesInAnotherOrder_GivesTheSameFiniteValue()
    {
        using var scope = NewDisposeScope();
        var metric = Build(Context);
        var kept = Kept(metric, 11, 23, 37);

        var (value, reversed) = (metric.MeasureAll(kept), metric.MeasureAll([.. kept.AsEnumerable().Reverse()]));

        Assert.True(value is { } number && double.IsFinite(number), $"The value must be finite, but was {value}.");
        Near(value, reversed, "of the same utterances in another order");
    }

    /// <summary>It keeps nothing: a value is of those utterances that it is given.</summary>
    [Fact]
    public void MeasureAll_AfterOthers_GivesWhatItGivesAlone()
    {
        using var scope = NewDisposeScope();
        var (fresh, used) = (Build(Context), Build(Context));
        used.MeasureAll(Kept(used, 41, 43));

        Near(fresh.MeasureAll(Kept(fresh, 11, 23)), used.MeasureAll(Kept(used, 11, 23)), "after others were measured");
    }

    /// <summary>What was kept may be used again: the statistics draw some utterances twice, and ask a thousand times.
    /// </summary>
    [Fact]
    public void MeasureAll_UtteranceDrawnTwice_LeavesWhatWasKept()
    {
        using var scope = NewDisposeScope();
        var metric = Build(Context);
        var kept = Kept(metric, 11, 23);

        TensorAssert.Unchanged([.. kept], () => metric.MeasureAll([kept[0], kept[0], kept[1]]));
    }

    /// <summary>One utterance, and one in which there is nothing, give null or a finite value.</summary>
    [Fact]
    public void MeasureAll_LittleToMeasure_GivesNullOrAFiniteValue()
    {
        using var scope = NewDisposeScope();
        var metric = Build(Context);
        var silence = metric.Keep(MetricExample.Silence(Context));

        foreach (var kept in new[] { Kept(metric, 11), silence is null ? [] : [silence] })
        {
            var value = kept.Count == 0 ? null : metric.MeasureAll(kept);
            Assert.True(value is null || double.IsFinite(value.Value),
                $"The value must be null or finite, but was {value}.");
        }
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Keep_AnyInput_LeavesItAsItWas()
    {
        using var scope = NewDisposeScope();
        var input = Example();

        TensorAssert.Unchanged(MetricExample.Tensors(input), () => Build(Context).Keep(input));
    }

    /// <summary>Only what is kept outlives a call.</summary>
    [Fact]
    public void KeepAndMeasureAll_Repeated_LeaveNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var (metric, input) = (Build(Context), Example());

        TensorAssert.NoneLeftBehind(() =>
        {
            using var kept = metric.Keep(input)!;
            metric.MeasureAll([kept, kept]);
        });
    }

    private List<Tensor> Kept(ICorpusMetric metric, params int[] seeds) => [.. seeds.Select(seed =>
        metric.Keep(MetricExample.For(Context, seed)) ?? throw new InvalidOperationException("Keep gave nothing."))];

    private static void Near(double? expected, double? actual, string what) => Assert.True(
        expected == actual || Math.Abs(expected!.Value - actual!.Value) <= Tolerance * Math.Abs(expected.Value),
        $"The value is {expected}, and {actual} {what}.");
}
