namespace Melange.TestPlugins;

public sealed class ThrowingConditioner : IConditioner
{
    public long Width => 4;

    public Tensor Condition(ReferenceBatch reference) => throw new InvalidDataException("this voice is not to be had.");
}

public sealed class ThrowingMetric : IMetric
{
    public string Description => "Nothing";

    public string Unit => "";

    public bool HigherIsBetter => false;

    public double? Measure(MetricInput input) => throw new InvalidDataException("this cannot be measured.");
}

public sealed class ThrowingPhonemizer : IPhonemizer
{
    public IReadOnlyList<string> Phonemize(string text) => throw new InvalidDataException("this is beyond words.");
}

public sealed class ThrowingSampler : ISampler
{
    public Tensor Sample(SamplerInput input) => throw new InvalidDataException("no way leads from noise to speech.");
}
