using Melange.Host.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Host.Tests.Configs;

public enum SamplePairs
{
    HeldOut,
    All,
}

public sealed record SampleRun
{
    public required SampleModel Model { get; init; }
    public SampleTraining Training { get; init; } = new();
    public AudioFormat? Audio { get; init; }
    public IReadOnlyDictionary<string, Part<IConditioner, ConditionerContext>> Conditioning { get; init; } =
        new Dictionary<string, Part<IConditioner, ConditionerContext>>();
}

public sealed record SampleModel
{
    public required Part<IEstimator, EstimatorContext> Estimator { get; init; }
    public Part<IGate, GateContext>? Gate { get; init; }
}

public sealed record SampleTraining
{
    public int Steps { get; init; } = 10;
    public long Seed { get; init; }
    public double Rate { get; init; } = 0.1;
    public double? Clip { get; init; }
    public bool Shuffle { get; init; }
    public string Device { get; init; } = "auto";
    public SamplePairs Pairs { get; init; }
    public IReadOnlyList<int> Levels { get; init; } = [];
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();
    public int TwiceSteps => 2 * Steps;
    public int Hidden { get; private set; }

    public SampleTraining Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Steps < 1)
            yield return $"Steps must be at least 1, but was {Steps}.";
        if (Rate <= 0)
            yield return $"Rate must be above 0, but was {Rate}.";
        if (Clip < Rate)
            yield return $"Clip must be at least Rate = {Rate}, but was {Clip}.";
        if (Hidden != 0)
            yield return "Nothing sets this.";
    }
}

public sealed record SampleHeads
{
    public int Heads { get; init; } = 2;
    public int Features { get; init; } = 32;
}

public sealed record SampleUnet
{
    public required Part<IReferenceAttention, AttentionSite> Attention { get; init; }
    public int Width { get; init; } = 64;
}

[SiteNames("down.0", "down.1", "mid", "up.0")]
public sealed record SampleSites
{
    public required PerSite<Part<IReferenceAttention, AttentionSite>> Attention { get; init; }
    public PerSite<double> Start { get; init; } = new(0.5);
    public PerSite<SamplePairs> Pairs { get; init; } = new(SamplePairs.All);
}

public sealed record SampleLayers : INamesSites
{
    public PerSite<double> Start { get; init; } = new(0.5);
    public PerSite<Part<IReferenceAttention, AttentionSite>>? Attention { get; init; }
    public int Depth { get; init; } = 2;
    public IReadOnlyList<string> SiteNames => [.. Enumerable.Range(0, Math.Max(0, Depth)).Select(at => $"layer.{at}")];
}

public sealed class SampleAttention(SampleHeads options, AttentionSite site) : IReferenceAttention
{
    public SampleHeads Options { get; } = options;
    public AttentionSite Site { get; } = site;

    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.alias();
}

public sealed class SampleEstimator(SampleUnet options) : IEstimator
{
    public SampleUnet Options { get; } = options;

    public Tensor Score(EstimatorInput input) => input.Noisy.alias();
}

public sealed class SampleConditioner : IConditioner
{
    public long Width => 3;

    public Tensor Condition(ReferenceBatch reference) => reference.LogMel.alias();
}

internal static class SampleCatalog
{
    /// <summary>Three attentions, one estimator, three conditioners, no gate.</summary>
    public static PluginCatalog With(params RejectedPlugin[] rejected)
    {
        var services = new ServiceCollection();
        foreach (var id in new[] { "linear", "f2f", "f2b" })
            services.AddAttention<SampleAttention, SampleHeads>(id);
        services.AddEstimator<SampleEstimator, SampleUnet>("unet");
        foreach (var id in new[] { "speaker", "melstyle", "emotion" })
            services.AddConditioner<SampleConditioner, NoOptions>(id);
        var manifest = new PluginManifest
        {
            Id = "Sample",
            Version = "1.0.0",
            ContractVersion = Contract.Version,
            Entry = "Sample.dll",
            Parts = PluginCode.PartsOf(services).GroupBy(part => part.Slot).ToDictionary(
                slot => slot.Key, IReadOnlyList<string> (slot) => [.. slot.Select(part => part.Id)])
        };
        var plugin = new InstalledPlugin(manifest, ("plugins/Sample", "plugins/Sample"), () => "00",
            () => new PluginCode(services, NullLoggerFactory.Instance));
        return new PluginCatalog([plugin], rejected);
    }
}
