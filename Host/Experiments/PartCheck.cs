using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Guarding;

namespace Melange.Host.Experiments;

/// <summary>Builds every part of a run once, for the faults of those that refuse options or place.</summary>
public sealed class PartCheck(RunOptions options, CorpusInventory corpus, LayeredConfig config)
{
    private readonly List<Fault> faults = [];

    /// <summary>Builds the parts and throws them away.</summary>
    /// <param name="judge">What else is asked while that stands which parts were built with; null for nothing.</param>
    /// <returns>A fault for each part that could not be built, at its section of the config, then the judge's.
    /// </returns>
    public IReadOnlyList<Fault> Run(Func<IReadOnlyList<Fault>>? judge = null)
    {
        using var scope = NewDisposeScope();
        using var filters = MelFilterbank.Of(options.Features);
        if (Try("model.process", () => options.Model.ProcessFor(options.Diffusion)) is { } process)
        {
            Model(process);
            Try("synthesis.sampler", () => Sampler(options.Synthesis.Sampler, process));
            if (options.Training.Reflow is { } reflow)
                Try("training.reflow.sampler", () => Sampler(reflow.Sampler, process));
            Try("synthesis.noise", () => options.Synthesis.Noise.Build(new(options.Diffusion) { Process = process }));
        }
        if (options.Synthesis.Phonemizer is { } phonemizer)
            Try("synthesis.phonemizer", () => phonemizer.Build(new(Directory.GetCurrentDirectory())));
        Try("synthesis.vocoder", () => Vocoder(filters));
        foreach (var (name, metric) in options.Metrics)
            Try($"metrics:{name}", () => metric.Build(MetricSet.ContextOf(options, corpus)));
        return [.. faults, .. judge?.Invoke() ?? []];
    }

    private ISampler Sampler(Part<ISampler, SamplerContext> part, IProcess process)
    {
        var sampler = part.Build(new(options.Diffusion) { Process = process });
        return options.ProblemOf((sampler, part.Id), process) is { } problem ? throw new OptionsException(problem) : sampler;
    }

    private IVocoder Vocoder(Tensor filters)
    {
        var vocoder = options.Synthesis.Vocoder.Build(new(options.Features, filters));
        if (options.ProblemOf(vocoder) is not { } problem)
            return vocoder;
        (vocoder as IDisposable)?.Dispose();
        throw new OptionsException(problem);
    }

    // What is built for the conditions can be judged only where all of them are known.
    private void Model(IProcess process)
    {
        var bins = options.Features.Bins;
        var conditions = new List<Condition>();
        foreach (var (name, part) in options.Model.Conditioning)
            Try($"model:conditioning:{name}", () =>
            {
                var conditioner = part.Build(corpus.ContextOfConditioners(options.Features));
                conditions.Add(new(name, conditioner.Width));
                return conditioner;
            });
        if (conditions.Count < options.Model.Conditioning.Count)
            return;
        Try("model.encoder", () => options.Model.Encoder.Build(new(corpus.PhonemeCount, bins, conditions)));
        Try("model.estimator", () => options.Model.Estimator.Build(
            new(bins, conditions, options.Diffusion, corpus.Phonemes) { Process = process }));
    }

    private TPart? Try<TPart>(string path, Func<TPart> build) where TPart : class
    {
        try
        {
            var part = build();
            (part as IDisposable)?.Dispose();
            return part;
        }
        catch (FaultException broken)
        {
            faults.AddRange(broken.Faults);
            return null;
        }
        catch (Exception fault) when (fault is PluginException or OptionsException)
        {
            faults.Add(config.FaultAt(path, fault.Message));
            return null;
        }
    }
}
