using System.Globalization;
using Melange.Host.Runs;

namespace Melange.Host.Checkpoints;

/// <summary>Finds the trial that a person means: by its own folder, or by its variant's.</summary>
public static class TrialFinder
{
    private const string SeedPrefix = "seed-";

    /// <summary>Finds the folder of a trial that has a config and a checkpoint.</summary>
    /// <param name="path">A trial's folder (<c>runs/demo/f2f/seed-1</c>) or a variant's (<c>runs/demo/f2f</c>).</param>
    /// <param name="seed">The seed, where the variant has several.</param>
    /// <exception cref="FaultException">There is no such trial; the message says what is there.</exception>
    public static TrialFolder Find(string path, int? seed)
    {
        if (!Directory.Exists(path))
            throw Fault(path, $"there is no such folder.{Nearest(path)}");
        var folder = new TrialFolder(path);
        return File.Exists(folder.Config) ? Trained(folder) : Trained(OfVariant(path, seed));
    }

    private static TrialFolder OfVariant(string path, int? seed)
    {
        var seeds = Seeds(path);
        if (seeds.Count == 0)
            throw Fault(path, Variants(path) is { Count: > 0 } variants
                ? $"is the folder of an experiment; name one of its variants: {string.Join(", ", variants)}."
                : "is no trial (config.json, checkpoint/) and no variant (seed-1/, ...). "
                    + $"It holds: {Listing(path)}.");
        if (seed is null && seeds.Count > 1)
            throw Fault(path, $"has several seeds; choose with --model-seed: {string.Join(", ", seeds)}.");
        if (seed is not null && !seeds.Contains(seed.Value))
            throw Fault(path, $"has no seed {seed}. It has: {string.Join(", ", seeds)}.");
        return new(Path.Combine(path, $"{SeedPrefix}{seed ?? seeds[0]}"));
    }

    private static TrialFolder Trained(TrialFolder folder)
    {
        if (!File.Exists(folder.Config))
            throw Fault(folder.Path, $"has no config.json. It holds: {Listing(folder.Path)}.");
        if (Checkpoint.AllOf(folder.Checkpoint).Count == 0)
            throw Fault(folder.Path, "has a config, but no checkpoint yet: its training has not come so far.");
        return folder;
    }

    private static List<int> Seeds(string path) =>
    [
        .. Directory.GetDirectories(path, SeedPrefix + "*")
            .Select(folder => int.TryParse(
                Path.GetFileName(folder)[SeedPrefix.Length..], CultureInfo.InvariantCulture, out var seed) ? seed : -1)
            .Where(seed => seed >= 0).Order()
    ];

    private static List<string> Variants(string path) =>
        [.. Directory.GetDirectories(path).Where(folder => Seeds(folder).Count > 0).Order(StringComparer.Ordinal)];

    private static string Listing(string path)
    {
        var names = Directory.GetFileSystemEntries(path)
            .Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        return names.Count > 0 ? string.Join(", ", names) : "nothing";
    }

    private static string Nearest(string path)
    {
        var whole = Path.TrimEndingDirectorySeparator(path);
        var above = Path.GetDirectoryName(whole) is { Length: > 0 } named ? named : ".";
        return Directory.Exists(above)
            ? NearestName.Suggest(Path.GetFileName(whole), Directory.GetDirectories(above).Select(Path.GetFileName)!)
            : $" Nor is there a folder {above}.";
    }

    private static FaultException Fault(string path, string message) => new([new(path, 0, message)]);
}
