using System.Diagnostics;
using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Experiments;
using Melange.Host.Features;
using Melange.Host.Plugins;
using Melange.Host.Synthesis;
using Melange.Host.Training;

namespace Melange.Host.Checking;

/// <summary>Builds a run's model and tries every kind of work on it once: score, training steps, speech.</summary>
/// <remarks>The whole of a child process, whose memory it measures. Nothing of a run is written.</remarks>
/// <param name="config">The run's resolved config.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="request">What to do.</param>
public sealed class DryRun(LayeredConfig config, PluginCatalog catalog, DryRequest request)
{
    private readonly List<BuiltPart> built = [];

    /// <summary>Runs.</summary>
    /// <param name="tell">Told, in words, what is begun.</param>
    /// <exception cref="FaultException">The config or corpus cannot be used, or a loss is not finite.</exception>
    public DryReport Run(Action<string> tell)
    {
        tell("reading the corpus");
        var options = OptionsBinder.Bind<RunOptions>(config, catalog.Watched(built.Add));
        set_num_threads(options.Threads > 0 ? options.Threads : Environment.ProcessorCount);
        var device = RunAssembly.DeviceOf(options, config);
        var corpus = RunAssembly.Prepare(options);
        tell("building the model");
        built.Clear();
        using var model = RunAssembly.BuildModel(options, corpus.Inventory, device);
        var parts = new PartInventory([.. built], [.. options.Model.Conditioning.Keys]);
        var held = ProcessMemory.Now().Megabytes;
        tell("scoring");
        var (size, stepSize) = Sizes(options, corpus);
        var pass = new DryPass(model, corpus.Training[0], device);
        var scoreGrowth = Watched(() => pass.Run(size));
        var (sites, stepSites) = (new SiteShapes(), new SiteShapes());
        var shapes = pass.Run(size, sites);
        pass.Run(stepSize with { Batch = 1 }, stepSites);
        var listed = parts.List((size, sites, shapes), (stepSize, stepSites));
        tell("training a step");
        var seconds = new DrySeconds(0, 0, 0);
        var stepGrowth = Watched(() => seconds = Train(model, options, new(corpus, options.Training, options.Seed), device));
        if (request.Speaks)
        {
            tell("speaking");
            seconds = seconds with { SpeechFrame = Speak(model, options, corpus, device) };
        }
        return new(listed, size, stepSize, new(held, scoreGrowth, stepGrowth, ProcessMemory.Now().PeakMegabytes),
            seconds, CheckpointBytes(model, options.Training));
    }

    private (PassSize Score, PassSize Step) Sizes(RunOptions options, PreparedCorpus corpus)
    {
        var training = options.Training;
        var segment = Math.Min(training.SegmentFrames, corpus.Training.Max(utterance => utterance.Frames));
        var references = request.ReferenceFrames > 0
            ? request.ReferenceFrames : (long)corpus.Training.Average(utterance => utterance.Frames);
        var phonemes = (long)Math.Ceiling(corpus.Training.Average(utterance => utterance.PhonemeIds.Length));
        return (new(1, request.Frames > 0 ? request.Frames : segment, references, phonemes),
            new((long)training.BatchSize * training.Accumulation, segment, references, phonemes));
    }

    private static DrySeconds Train(SynthesisModel model, RunOptions options, BatchPlan plan, Device device)
    {
        using var work = new TrainingStep(model, options, plan, device);
        model.train();
        var (first, last) = (options.Training.EncoderSteps, options.Training.Steps - 1);
        var encoder = first > 0 ? Take(0) : 0;
        Take(first); // the first pass through every operation pays for its set-up
        return new(encoder, Take(Math.Min(first + 1, last)), 0);

        double Take(int step)
        {
            var report = work.Take(step);
            return report.Suspects.Count == 0 ? report.Seconds : throw new FaultException([new("training", 0,
                $"the loss or gradient of step {report.Step} is not finite; its utterances: "
                + $"{string.Join(", ", report.Suspects)}.")]);
        }
    }

    // What is spoken by an untrained model has any length: the time is that of a frame.
    private static double Speak(SynthesisModel model, RunOptions options, PreparedCorpus corpus, Device device)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var aligner = new ReferenceAligner(model, device);
        var shortest = EvaluationPairs.Choose(corpus, options.Evaluate).MinBy(pair => pair.Target.Frames)!;
        var pair = shortest with
        {
            Target = aligner.Align(shortest.Target),
            Reference = aligner.Align(shortest.Reference),
            IsShown = false
        };
        using var synthesiser = new Synthesiser(model, options, device);
        var clock = Stopwatch.StartNew();
        var speech = synthesiser.Speak(new(pair.Target.PhonemeIds, pair.Reference, options.Seed));
        var seconds = clock.Elapsed.TotalSeconds;
        if (!speech.Audio.isfinite().all().item<bool>())
            throw new FaultException([new("synthesis", 0, "the audio of a short sentence is not finite.")]);
        new Evaluation(synthesiser, options, new("")).Run([pair], _ => { }, CancellationToken.None);
        return seconds / speech.LogMel.shape[1];
    }

    // AdamW keeps two values for each weight; an average keeps one more.
    private static long CheckpointBytes(SynthesisModel model, TrainingOptions training)
    {
        var weights = model.parameters().Sum(weight => weight.NumberOfElements * weight.ElementSize);
        return weights * (training.AverageDecay > 0 ? 4 : 3);
    }

    private static double Watched(Action work)
    {
        using var watch = new MemoryWatch();
        work();
        return watch.Growth();
    }
}
