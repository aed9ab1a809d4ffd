namespace Melange.Host.Assembly.Options;

/// <summary>How the last steps of a training straighten the flow that the steps before have learned.</summary>
public sealed record ReflowOptions
{
    /// <summary>How many steps. At least 1, fewer than those that train the estimator.</summary>
    public required int Steps { get; init; }

    /// <summary>Leads each noise along the flow learned so far to the mel that is then learned; a stochastic one would
    /// pair noise with a mel that it did not lead to. Its scores are the cost of such a step beside its own.</summary>
    public required Part<ISampler, SamplerContext> Sampler { get; init; }

    /// <summary>What standard normal noise is divided by: as <c>temperature</c> of the noise that is spoken from. Above
    /// 0; default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public ReflowOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Steps < 1)
            yield return $"Steps must be at least 1, but was {Steps}.";
        if (!(Temperature > 0) || double.IsInfinity(Temperature))
            yield return $"Temperature must be above 0, but was {Temperature}.";
    }
}
