using System.Diagnostics;
using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Experiments;
using Melange.Host.Experiments.Costs;
using Melange.Host.Features;
using Melange.Host.Runs;
using Melange.Host.Synthesis;
using Melange.Host.Training;

namespace Melange.Host.Checking;

/// <summary>The kinds of work that a trial does with its model, each done once.</summary>
/// <param name="model">The model; training changes it.</param>
/// <param name="options">The run's options.</param>
/// <param name="corpus">The corpus.</param>
/// <param name="device">Where the model lives.</param>
internal sealed class DryWork(SynthesisModel model, RunOptions options, PreparedCorpus corpus, Device device)
{
    private const int Tried = 5; // recordings, for metrics that could measure nothing of the sentence

    /// <summary>Metrics that could measure nothing, neither of the sentence nor of recordings: a line each; known once
    /// <see cref="Speak"/> has spoken.</summary>
    public IReadOnlyList<string> Notices { get; private set; } = [];

    /// <summary>One item through the model.</summary>
    public DryPass Pass { get; } = new(model, corpus.Training[0], device);

    /// <summary>Bytes of a checkpoint's tensors: AdamW keeps two values for each weight, an average one more.</summary>
    public long CheckpointBytes => model.parameters().Sum(weight => weight.NumberOfElements * weight.ElementSize)
        * (options.Training.AverageDecay > 0 ? 4 : 3);

    /// <summary>Bytes of all sentences, about: the speech of each in 16 bits; of a shown one target and reference, too,
    /// and three mels and maps in 32.</summary>
    public long ResultBytes => Pairs().Sum(pair =>
    {
        var (target, reference, format) = (pair.Target.Frames, pair.Reference.Frames, options.Features);
        return !pair.IsShown ? target * 2L * format.HopSamples
            : (2 * target + reference) * (2L * format.HopSamples + 4L * format.Bins) + 4 * 2 * target * reference;
    });

    /// <summary>Takes training steps: one of the encoder alone where there are such, two of the whole model, one of
    /// reflow where it is asked for.</summary>
    /// <returns>The time of each kind.</returns>
    /// <exception cref="FaultException">A loss or gradient is not finite.</exception>
    public DrySeconds Train()
    {
        using var work = new TrainingStep(model, options, new(corpus, options.Training, options.DrawnFrom), device);
        model.train();
        var (first, last) = (options.Training.EncoderSteps, options.Training.Steps - 1);
        var encoder = first > 0 ? Take(0) : 0;
        Take(first); // the first pass through every operation pays for its set-up
        var step = Take(Math.Min(first + 1, last));
        if (options.Training.Reflow is null)
            return new(encoder, step, 0, 0);
        work.BeginReflow(weights: null);
        return new(encoder, step, Take(last), 0);

        double Take(int step)
        {
            var report = work.Take(step);
            return report.Suspects.Count == 0 ? report.Seconds : throw new FaultException([new("training", 0,
                $"the loss or gradient of step {report.Step} is not finite; its utterances: "
                + $"{string.Join(", ", report.Suspects)}. {report.Blame}".TrimEnd())]);
        }
    }

    /// <summary>Speaks the shortest sentence of the evaluation and measures it.</summary>
    /// <remarks>A model that has learned nothing speaks at any length: the time counts a frame.</remarks>
    /// <returns>Seconds for all sentences of the evaluation, and for what one round of timing does.</returns>
    /// <exception cref="FaultException">The audio is not finite.</exception>
    public (double Evaluation, double Timing) Speak()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var pairs = Pairs();
        var pair = Aligned(pairs.MinBy(pair => pair.Target.Frames)!);
        using var synthesiser = new Synthesiser(model, options, device);
        using var evaluation = new Evaluation(synthesiser, options, corpus, folder: null) { Asked = AskedMetrics.All };
        // The first speech pays for the set-up of every operation.
        Notices = Unmeasured(evaluation, evaluation.Run([pair], _ => { }, CancellationToken.None).Pairs[0], pairs);
        var clock = Stopwatch.StartNew();
        var speech = synthesiser.Speak(new(pair.Target.PhonemeIds, pair.Heard, options.DrawnFrom));
        var seconds = clock.Elapsed.TotalSeconds;
        if (!speech.Audio.isfinite().all().item<bool>())
            throw new FaultException([new("synthesis", 0, "the audio of a short sentence is not finite.")]);
        var ofFrame = seconds / speech.LogMel.shape[1];
        var timed = TimingWorker.PairsOf(options, corpus).Select(one => one.Target.Frames).ToList();
        clock.Restart();
        CostMeasure.ScoreSeconds((model, device), options, corpus.Training[0]);
        return (ofFrame * pairs.Sum(spoken => spoken.Target.Frames),
            ofFrame * (timed[0] + timed.Sum()) + clock.Elapsed.TotalSeconds); // the first is spoken twice
    }

    private List<string> Unmeasured(
        Evaluation evaluation, PairResult spoken, IReadOnlyList<EvaluationPair> pairs)
    {
        var silent = options.Metrics.Keys
            .Where(name => IsNothing(name, spoken.Values) && IsNothing(name, spoken.Copy)).ToList();
        var tried = Math.Min(Tried, pairs.Count);
        for (var i = 0; i < tried && silent.Count > 0; i++)
        {
            var values = evaluation.MeasureCopy(Aligned(pairs[i * pairs.Count / tried]));
            silent.RemoveAll(name => !IsNothing(name, values));
        }
        return [.. silent.Select(name => $"metrics.{name} could measure nothing of the sentence that was tried, nor of "
            + $"{tried} recordings in the place of speech: docs/plugins/metrics.md says what it needs.")];
    }

    // Of all its members; what looks at pairs together has no value of one.
    private static bool IsNothing(string metric, IReadOnlyDictionary<string, double?> values)
    {
        var own = values.Where(value => value.Key == metric
            || value.Key.StartsWith($"{metric}.", StringComparison.Ordinal)).ToList();
        return own.Count > 0 && own.TrueForAll(value => value.Value is null);
    }

    private IReadOnlyList<EvaluationPair> Pairs() => EvaluationPairs.Choose(corpus, options.Evaluate);

    private EvaluationPair Aligned(EvaluationPair pair)
    {
        var aligner = new ReferenceAligner(model, device);
        return pair with
        {
            Target = aligner.Align(pair.Target),
            Reference = aligner.Align(pair.Reference),
            IsShown = false
        };
    }
}
