using System.Globalization;
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
    private const int LookedAt = 200; // training utterances, for what their log-mels are like
    private const double NearMean = 0.25, NearDeviation = 1.25;

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
        Notices = [.. faults.Try(() => ReferenceCheck.Run(corpus, options.Training)) ?? [], .. new List<Fault>().Try(() => Normalisation().ToList()) ?? []];
        var pairs = faults.Try(() => EvaluationPairs.Choose(corpus, options.Evaluate));
        if (pairs is not null)
            faults.AddRange(new EditCheck(options, corpus.Inventory, config)
                .Run([.. pairs.Select(pair => (pair.Target.PhonemeIds, pair.Reference))]));
        faults.AddRange(new PhonemizerCheck(options, corpus, config).Run());
        return faults;
    }

    // Where x_t ends around 0 and not around mu, log-mels far from N(0, 1) leave most of the way to their mean.
    private IEnumerable<string> Normalisation()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var mu = ones(1, 1, 1);
        if (options.Model.ProcessFor(options.Diffusion).Center(mu).equal(mu).all().item<bool>())
            yield break;
        var logMels = cat([.. corpus.TrainingSample(LookedAt).Select(utterance => utterance.Mel.Read().flatten())]);
        var (mean, deviation) = (logMels.mean().item<float>(), logMels.std().item<float>());
        var format = options.Features;
        if (Math.Abs(mean - format.MelMean) < NearMean * format.MelDeviation
            && Math.Abs(Math.Log(deviation / format.MelDeviation)) < Math.Log(NearDeviation))
            yield break;
        yield return string.Create(CultureInfo.InvariantCulture, $"The noise of process '{options.Model.Process?.Id}' "
            + $"is around 0, but log-mels of the training part have mean {mean:0.00} and deviation {deviation:0.00} nat: "
            + $"features.melMean {mean:0.00} and features.melDeviation {deviation:0.00} bring them to 0 and 1.");
    }
}
