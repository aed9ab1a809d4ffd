using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Experiments;
using Melange.Host.Features;
using Melange.Host.Machine;

namespace Melange.Host.Checking;

/// <summary>Checks all that can be known of a run without running its model.</summary>
/// <param name="options">The run's options.</param>
/// <param name="corpus">Its corpus.</param>
/// <param name="config">Its config, for the faults' places.</param>
internal sealed class VariantCheck(RunOptions options, PreparedCorpus corpus, LayeredConfig config)
{
    /// <summary>The parts: each is built once.</summary>
    /// <param name="judge">What else is asked of them; null for nothing.</param>
    public IReadOnlyList<Fault> Parts(Func<IReadOnlyList<Fault>>? judge) =>
        new PartCheck(options, corpus.Inventory, config).Run(judge);

    /// <summary>What a person should know; known once <see cref="Rest"/> has looked.</summary>
    public IReadOnlyList<string> Notices { get; private set; } = [];

    /// <summary>Precision, references, pairs, edits and phonemizer.</summary>
    /// <param name="device">Where the model would live.</param>
    public IReadOnlyList<Fault> Rest(Device device)
    {
        var faults = new List<Fault>();
        faults.Try(() =>
        {
            PrecisionCheck.Throw(options, config, (device.type, ProcessorFeatures.Present));
            return device;
        });
        Notices = faults.Try(() => ReferenceCheck.Run(corpus, options.Training)) ?? [];
        var pairs = faults.Try(() => EvaluationPairs.Choose(corpus, options.Evaluate));
        if (pairs is not null)
            faults.AddRange(new EditCheck(options, corpus.Inventory, config)
                .Run([.. pairs.Select(pair => (pair.Target.PhonemeIds, pair.Reference))]));
        faults.AddRange(new PhonemizerCheck(options, corpus, config).Run());
        return faults;
    }
}
