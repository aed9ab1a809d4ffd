using static TorchSharp.torch.nn;

namespace Melange.Host.Training;

/// <summary>Reads what each site's attention is multiplied by.</summary>
public static class RezeroFactors
{
    /// <summary>The factor of each site that has one, by the site's name.</summary>
    public static IReadOnlyDictionary<string, double> Of(Module model) => model.named_parameters()
        .Select(entry => (entry.name, Value: (Tensor)entry.parameter))              // learned ones
        .Concat(model.named_buffers().Select(entry => (entry.name, Value: entry.buffer))) // fixed ones
        .Where(entry => entry.name.EndsWith("rezero.gain", StringComparison.Ordinal))
        .ToDictionary(entry => SiteOf(entry.name), entry => (double)entry.Value.item<float>());

    private static string SiteOf(string name) => name
        .Replace("estimator.", "", StringComparison.Ordinal)
        .Replace(".rezero.gain", "", StringComparison.Ordinal)
        .Replace(".site", "", StringComparison.Ordinal);
}
