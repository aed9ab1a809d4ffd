namespace Melange;

/// <summary>The slots of a config: which contract a part must play to fit each.</summary>
public static class PartSlot
{
    /// <summary>The contract of each slot, by the slot's name.</summary>
    public static IReadOnlyDictionary<string, Type> Contracts { get; } = new SortedDictionary<string, Type>
    {
        ["attention"] = typeof(IReferenceAttention),
        ["conditioning"] = typeof(IConditioner),
        ["corpus"] = typeof(ICorpus),
        ["encoder"] = typeof(ITextEncoder),
        ["estimator"] = typeof(IEstimator),
        ["gate"] = typeof(IGate),
        ["metrics"] = typeof(IMetric),
        ["noise"] = typeof(INoise),
        ["phonemizer"] = typeof(IPhonemizer),
        ["process"] = typeof(IProcess),
        ["sampler"] = typeof(ISampler),
        ["vocoder"] = typeof(IVocoder)
    };

    /// <summary>The slot that parts of a contract fit; null for a contract of a plugin's own.</summary>
    public static string? Of(Type contract) =>
        Contracts.FirstOrDefault(slot => slot.Value == contract) is { Key: { } name } ? name : null;
}
