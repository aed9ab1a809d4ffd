namespace Melange.TestPlugins;

/// <summary>Options of every usual type.</summary>
public sealed record ManyOptions
{
    /// <summary>Sizes of layers. Each at least 1; default 1 and 2.</summary>
    public int[] Sizes { get; init; } = [1, 2];

    /// <summary>Bands of frequencies.</summary>
    public List<Band> Bands { get; init; } = [];

    /// <summary>Weights of bands, by name.</summary>
    public Dictionary<string, Band> ByName { get; init; } = [];

    /// <summary>How long to wait. Default half a second.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>An exact number. Above 0; default 0.1.</summary>
    public decimal Exact { get; init; } = 0.1m;

    /// <summary>Where the model comes from.</summary>
    public Uri? Source { get; init; }

    /// <summary>A table of values.</summary>
    public FileInfo? Table { get; init; }

    /// <summary>How many at most; no limit by default.</summary>
    public int? Limit { get; init; }
}

/// <summary>A band of frequencies.</summary>
public sealed record Band
{
    /// <summary>Its lower edge, in Hz. At least 0.</summary>
    public required double LowHz { get; init; }
}

/// <summary>Gives the number that its table holds.</summary>
public sealed class ManyOptionsMetric(ManyOptions options) : IMetric
{
    public string Description => $"{string.Join('+', options.Sizes)}, {options.Bands.Count} bands, {options.Wait}.";

    public string Unit => "";

    public bool HigherIsBetter => false;

    public double? Measure(MetricInput input) => double.Parse(
        File.ReadAllText(options.Table!.FullName), System.Globalization.CultureInfo.InvariantCulture);
}
