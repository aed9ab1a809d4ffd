using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any metric; derive a test class from it and build yours.</summary>
public abstract class MetricConformance
{
    private const int TargetFrames = 40;
    private const int SynthesisedFrames = 46;

    /// <summary>What the metric is built for: 16 kHz, 256 samples a frame, 20 bins.</summary>
    protected static MetricContext Context { get; } = new(new AudioFormat { Bins = 20 });

    /// <summary>Whether it compares with the target; false for one that does not, as the time that synthesis
    /// takes.</summary>
    protected virtual bool ComparesWithTarget => true;

    /// <summary>Builds the metric under test.</summary>
    protected abstract IMetric Build(MetricContext context);

    /// <summary>The report can say what is measured.</summary>
    [Fact]
    public void Description_Always_IsASentence()
    {
        var metric = Build(Context);

        Assert.False(string.IsNullOrWhiteSpace(metric.Description), "Description must not be empty.");
        Assert.NotNull(metric.Unit);
    }

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
        var bins = Context.Format.Bins;
        var silence = new MetricInput(
            full(bins, 0, -11f), full(bins, 0, -11f), zeros(0), zeros(0), SynthesisSeconds: 0.5, []);

        var value = Build(Context).Measure(silence);

        Assert.True(value is null || double.IsFinite(value.Value),
            $"The value must be null or finite, but was {value}.");
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Measure_AnyInput_LeavesItAsItWas()
    {
        using var scope = NewDisposeScope();
        var input = Example();
        Tensor[] tensors =
            [input.TargetLogMel, input.SynthesisedLogMel, input.TargetAudio, input.SynthesisedAudio];

        TensorAssert.Unchanged(tensors, () => Build(Context).Measure(input));
    }

    /// <summary>Nothing outlives a call.</summary>
    [Fact]
    public void Measure_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var (metric, input) = (Build(Context), Example());

        TensorAssert.NoneLeftBehind(() => metric.Measure(input));
    }

    /// <summary>Two voiced tones, the later slower and higher, random spectrograms and the map of one site.</summary>
    protected static MetricInput Example()
    {
        using var random = new Generator(11);
        var bins = Context.Format.Bins;
        var map = rand([TargetFrames, SynthesisedFrames], generator: random);
        var phonemes = arange(TargetFrames).remainder(3) + 1;
        var site = new AttentionRecord("mid", map / map.sum([1], keepdim: true), ones(TargetFrames), phonemes,
            arange(SynthesisedFrames).remainder(3) + 1);
        return new(
            randn([bins, TargetFrames], generator: random), randn([bins, SynthesisedFrames], generator: random),
            Tone(120, TargetFrames), Tone(150, SynthesisedFrames), SynthesisSeconds: 0.5, [site]);
    }

    // Five overtones of falling size, [S].
    private static Tensor Tone(double hertz, int frames)
    {
        var (rate, count) = (Context.Format.SampleRateHz, frames * Context.Format.HopSamples);
        var phase = arange(count).to(float32) * (2 * Math.PI * hertz / rate);
        var overtones = arange(1, 6).unsqueeze(1).to(float32);                       // [5, 1]
        return ((overtones * phase.unsqueeze(0)).sin() / overtones).sum([0]) * 0.3;
    }
}
