using Melange.Host.Plugins;

namespace Melange.Host.Guarding;

/// <summary>Puts built parts under watch, each as its contract asks.</summary>
internal static class PartGuard
{
    /// <summary>A built part under watch; a part of a contract of a plugin's own as it is.</summary>
    /// <param name="part">Which part it is.</param>
    /// <param name="section">The section of the config that chose it.</param>
    /// <param name="built">What was built.</param>
    /// <param name="context">What it was built for.</param>
    public static object Around(CatalogPart part, string section, object built, object? context)
    {
        var watch = new PartWatch(part, PlaceOf(context) ?? section);
        return (built, context) switch
        {
            (IReferenceAttention attention, _) => new GuardedAttention(attention, watch),
            (IGate gate, _) => new GuardedGate(gate, watch),
            (IConditioner conditioner, _) => new GuardedConditioner(conditioner, watch),
            (ITextEncoder encoder, EncoderContext { Bins: var bins }) => new GuardedEncoder(encoder, watch, bins),
            (IEstimator estimator, _) => new GuardedEstimator(estimator, watch),
            (ISampler sampler, _) => new GuardedSampler(sampler, watch),
            (INoise noise, _) => new GuardedNoise(noise, watch),
            (IVocoder vocoder, VocoderContext { Format: var format }) =>
                new GuardedVocoder(vocoder, watch, format.HopSamples),
            (IMetric metric, _) => new GuardedMetric(metric, watch),
            (IPhonemizer phonemizer, _) => new GuardedPhonemizer(phonemizer, watch),
            (ICorpus corpus, _) => GuardedCorpus.Around(corpus, watch),
            _ => built
        };
    }

    /// <summary>The site that a part is built for; null where it is built for none.</summary>
    public static string? PlaceOf(object? context) => context switch
    {
        AttentionSite site => site.Name,
        GateContext { Site.Name: var name } => name,
        _ => null
    };
}
