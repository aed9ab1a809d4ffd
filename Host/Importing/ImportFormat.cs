using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Host.Importing;

/// <summary>A program whose weights can be read: the config of its models, and who knows its names.</summary>
/// <param name="Name">Its name: <c>grad-tts</c>, <c>matcha</c>.</param>
/// <param name="ConfigFile">The config that all its models share.</param>
/// <param name="Parts">The plugins' knowledge of its weights.</param>
public sealed record ImportFormat(string Name, string ConfigFile, IReadOnlyList<IForeignWeights> Parts)
{
    private const string Folder = "imports"; // beside the program

    /// <summary>Finds a format by its name.</summary>
    /// <exception cref="FaultException">No format is called so.</exception>
    public static ImportFormat Find(string name, PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var files = Path.Combine(AppContext.BaseDirectory, Folder);
        var leftOut = new List<string>();
        var parts = catalog.Services<IForeignWeights>(
            failed => leftOut.Add($" A plugin was left out: {failed.Message}"));
        var models = parts.Select(part => part.Format).Distinct()
            .Where(format => File.Exists(Path.Combine(files, $"{format}.json"))).ToList();
        var vocoders = catalog.Services<IForeignVocoder>(_ => { }).Select(vocoder => vocoder.Format);
        var known = models.Concat(vocoders).Order(StringComparer.Ordinal).ToList();
        return models.Contains(name)
            ? new(name, Path.Combine(files, $"{name}.json"), [.. parts.Where(part => part.Format == name)])
            : throw new FaultException([new("import", 0, $"no format is called '{name}'."
                + $"{NearestName.Suggest(name, known)} Known: {string.Join(", ", known.DefaultIfEmpty("none"))}."
                + string.Concat(leftOut))]);
    }

    /// <summary>Who knows the files of a vocoder; null where no vocoder is called so.</summary>
    public static IForeignVocoder? Vocoder(string name, PluginCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.Services<IForeignVocoder>(_ => { }).FirstOrDefault(vocoder => vocoder.Format == name);
    }

    /// <summary>What is said of a file that has nothing of a format.</summary>
    internal static InvalidDataException NoWeights(string format, IEnumerable<string> names) =>
        new($"has no weight of {format}. It has: {string.Join(", ", names.Take(3))}, ...");

    /// <summary>The config of a model of some parts, with what their weights tell of their options.</summary>
    /// <param name="found">The parts that the file has.</param>
    /// <param name="settings">What a person sets over it.</param>
    /// <exception cref="FaultException">A setting cannot be read.</exception>
    public LayeredConfig Config(
        IReadOnlyList<(IForeignWeights Weights, ForeignPart Part)> found, IReadOnlyList<string> settings)
    {
        var told = found.SelectMany(entry => entry.Part.Options
            .Select(option => FormattableString.Invariant($"{entry.Weights.Section}.{option.Key}={option.Value}")));
        return LayeredConfig.Read(ConfigFile, [.. told, .. settings]);
    }
}
