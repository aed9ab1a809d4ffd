using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Melange.Host.Assembly;
using Melange.Host.Features;

namespace Melange.Host.Experiments.Costs;

/// <summary>Sends one item of any size through a model: conditions, encoder and one score.</summary>
/// <remarks>Frames are those of an utterance, repeated. Phonemes are the first ones, in turn.</remarks>
internal sealed class DryPass(SynthesisModel model, PreparedUtterance utterance, Device device)
{
    /// <summary>Runs without gradients.</summary>
    /// <param name="size">Frames T and R, phonemes P; one item.</param>
    /// <param name="probe">Watches the sites if not null.</param>
    /// <returns>Shapes of what conditioners (by name), encoder and estimator give.</returns>
    public IReadOnlyDictionary<string, long[]> Run(PassSize size, IProbe? probe = null)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var reference = model.Condition(Reference(size.ReferenceFrames));
        var phonemes = Phonemes(size.Phonemes);                                     // [1, P]
        var encoded = model.Encoder.Encode(new(phonemes, Real(size.Phonemes), SynthesisModel.Averages(reference)));
        var score = model.Estimator.Score(Question(size, reference, probe));
        var shapes = reference.Conditions.ToDictionary(entry => $"model.conditioning.{entry.Key}",
            entry => entry.Value.shape);
        shapes["model.encoder"] = encoded.Mean.shape;
        shapes["model.estimator"] = score.shape;
        return shapes;
    }

    /// <summary>How long one score takes.</summary>
    /// <param name="size">Frames T and R; one item.</param>
    /// <param name="estimator">What scores: the model's own, or a copy in another precision.</param>
    /// <param name="times">How often it is asked, after once that pays for the set-up.</param>
    /// <returns>The median, in seconds.</returns>
    public double ScoreSeconds(PassSize size, IEstimator estimator, int times)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var question = Question(size, model.Condition(Reference(size.ReferenceFrames)), probe: null);
        Once();
        return Enumerable.Range(0, times).Select(_ => Once()).Median();

        double Once()
        {
            using var inner = NewDisposeScope();
            var clock = Stopwatch.StartNew();
            estimator.Score(question)[0, 0, 0].item<float>(); // waits until it is there
            return clock.Elapsed.TotalSeconds;
        }
    }

    private EstimatorInput Question(PassSize size, ConditionedReference reference, IProbe? probe)
    {
        var mel = Mel(size.TargetFrames);                                           // [1, M, T]
        return new(mel, zeros_like(mel), full(1, 0.5, device: device),
            Real(size.TargetFrames), Phonemes(size.TargetFrames), reference, probe);
    }

    private ReferenceBatch Reference(long frames) => new(Mel(frames), Real(frames), Phonemes(frames),
        tensor([(long)utterance.Speaker]).to(device), tensor([(long)utterance.Emotion]).to(device))
    {
        Audio = new(utterance.Format, [Samples(frames)]),
        Style = utterance.Style is { } style
            ? Repeated(style.Read(utterance.Frames, utterance.Format), frames) : null
    };

    private float[] Samples(long frames)                                            // repeated, as the log-mel is
    {
        var spoken = utterance.Source.Samples.ToArray();
        return [.. Enumerable.Range(0, (int)frames * utterance.Format.HopSamples)
            .Select(at => spoken[at % spoken.Length])];
    }

    private Tensor Mel(long frames) => Repeated(utterance.Format.Normalised(utterance.Mel.Read()), frames);

    private Tensor Repeated(Tensor rows, long frames) =>                            // [M, T] to [1, M, frames]
        rows.index_select(1, arange(frames).remainder(utterance.Frames)).unsqueeze(0).to(device);

    private Tensor Phonemes(long count) =>
        (arange(count, device: device).remainder(model.Inventory.PhonemeCount - 1) + 1).unsqueeze(0);

    private Tensor Real(long count) => ones(1, count, dtype: ScalarType.Bool, device: device);
}
