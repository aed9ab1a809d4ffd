using Melange.Host.Assembly;
using Melange.Host.Experiments;
using Melange.Host.Features;

namespace Melange.Host.Checking;

/// <summary>Checks all that can be known of a variant without running its model.</summary>
/// <param name="trial">A trial of the variant.</param>
/// <param name="corpus">Its corpus.</param>
internal sealed class VariantCheck(Trial trial, PreparedCorpus corpus)
{
    private readonly List<Fault> faults = [];

    /// <summary>Checks device, precision, pairs, parts, edits and phonemizer.</summary>
    /// <param name="pairs">What is spoken after training; none where no pair can be chosen.</param>
    /// <returns>Every fault.</returns>
    public IReadOnlyList<Fault> Run(out IReadOnlyList<EvaluationPair> pairs)
    {
        var (options, config) = (trial.Options, trial.Config);
        FaultCollection.Collect(faults, () =>
        {
            var device = RunAssembly.DeviceOf(options, config);
            PrecisionCheck.Throw(options.Training, config, (device.type, ProcessorFeatures.Present));
            return device;
        });
        pairs = FaultCollection.Collect(faults, () => EvaluationPairs.Choose(corpus, options.Evaluate)) ?? [];
        faults.AddRange(new PartCheck(options, corpus.Inventory, config).Run());
        if (pairs.Count > 0)
            faults.AddRange(new EditCheck(options, corpus.Inventory, config)
                .Run([.. pairs.Select(pair => (pair.Target.PhonemeIds, pair.Reference))]));
        faults.AddRange(new PhonemizerCheck(options, corpus, config).Run());
        return faults;
    }
}
