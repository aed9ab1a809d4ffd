using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Bench;

/// <summary>An utterance that a model speaks in so many frames, and the same question to its estimator alone.</summary>
internal sealed class SpeakingCase
{
    private readonly ModelCase model;
    private readonly SynthesisRequest request;
    private readonly double durationScale;

    /// <summary>Finds the factor on the durations that gives the frames wanted.</summary>
    public SpeakingCase(ModelCase model)
    {
        this.model = model;
        var spoken = model.Corpus.Training[0];
        request = new(spoken.PhonemeIds, spoken, Seed: 1);
        durationScale = Scale(LogDurations());
    }

    /// <summary>Who speaks it in some way.</summary>
    /// <param name="settings"><c>key=value</c> of the way.</param>
    public (Synthesiser Synthesiser, SynthesisRequest Request) With(string[] settings)
    {
        var way = Repository.Variant("small", ["model.referenceDropout=0.1", .. settings]).Synthesis;
        var run = model.Options with { Synthesis = way with { DurationScale = durationScale } };
        return (new(model.Model, run, CPU), request);
    }

    /// <summary>The question to the estimator at this length.</summary>
    public EstimatorInput Question()
    {
        var reference = model.Model.Condition(Collation.References([request.Reference], CPU));
        long[] frames = [1, ModelCase.Frames];
        var mean = randn(1, model.Options.Features.Bins, ModelCase.Frames);
        var noisy = mean + randn_like(mean);                                        // near t = 1
        return new(noisy, mean, full([1], 0.5), ones(frames, dtype: ScalarType.Bool), ones(frames, dtype: int64),
            reference);
    }

    /// <summary>So many forwards of the estimator at this length, and nothing else.</summary>
    public Action BareForwards(int count)
    {
        var question = Question();
        return () =>
        {
            for (var i = 0; i < count; i++)
            {
                using var scope = NewDisposeScope();
                model.Model.Estimator.Score(question);
            }
        };
    }

    private double[] LogDurations()
    {
        using var scope = NewDisposeScope();
        var reference = model.Model.Condition(Collation.References([request.Reference], CPU));
        var phonemes = tensor(request.PhonemeIds).unsqueeze(0);                     // [1, P]
        var text = new TextBatch(phonemes, ones(phonemes.shape, dtype: ScalarType.Bool),
            SynthesisModel.Averages(reference));
        return model.Model.Encoder.Encode(text).LogDurations[0].to(float64).data<double>().ToArray();
    }

    private static double Scale(double[] logDurations)
    {
        double Frames(double scale) => logDurations.Sum(one => Math.Max(1, Math.Round(Math.Exp(one) * scale)));
        return Enumerable.Range(1, 40_000).Select(i => i * 0.001).First(scale => Frames(scale) >= ModelCase.Frames);
    }
}
