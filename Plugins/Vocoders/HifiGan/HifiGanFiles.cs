using System.Security.Cryptography;

namespace Melange.Plugins;

/// <summary>Reads the folder of a generator: <c>config.json</c> and <c>weights.safetensors</c>.</summary>
internal static class HifiGanFiles
{
    private const string Config = "config.json", Weights = "weights.safetensors";

    /// <summary>Reads a generator, its weight norm folded.</summary>
    /// <param name="folder">The folder, from the current one.</param>
    /// <param name="files">Reads the weights.</param>
    /// <returns>The generator, not to be trained; the caller's.</returns>
    /// <exception cref="OptionsException">The folder cannot be used; the message says why.</exception>
    public static ReadGenerator Read(string folder, IWeightFiles files)
    {
        var (config, weights) = (Path.Combine(folder, Config), Path.Combine(folder, Weights));
        if (!File.Exists(config) || !File.Exists(weights))
            throw new OptionsException($"Path must be a folder with {Config} and {Weights}, as melange import hifi-gan "
                + $"writes it, but was '{folder}'.");
        try
        {
            var (sizes, mel) = HifiGanConfig.Read(File.ReadAllText(config));
            var generator = Loaded(new(sizes, mel.Bins, isNormed: false), files, weights);
            return new(generator, sizes, mel)
            {
                Origin = $"{NameOf(folder)}, SHA-256 {Hash(weights)} (weights), {Hash(config)} (config)"
            };
        }
        catch (OptionsException broken)
        {
            throw new OptionsException([.. broken.Problems.Select(problem => $"Path: {config}: {problem}")]);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            throw new OptionsException(broken.Message.StartsWith(weights, StringComparison.Ordinal)
                ? $"Path: {broken.Message}" : $"Path: {weights}: {broken.Message}");
        }
    }

    private static HifiGanGenerator Loaded(HifiGanGenerator generator, IWeightFiles files, string weights)
    {
        try
        {
            using var scope = NewDisposeScope();
            HifiGanWeights.Load(generator, files.Read(weights));
            generator.eval();
            return generator;
        }
        catch
        {
            generator.Dispose();
            throw;
        }
    }

    // Without what only this machine knows.
    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

/// <summary>A generator that was read.</summary>
/// <param name="Network">The generator.</param>
/// <param name="Sizes">Its sizes.</param>
/// <param name="Mel">Its log-mels.</param>
internal sealed record ReadGenerator(HifiGanGenerator Network, HifiGanSizes Sizes, AudioFormat Mel)
{
    /// <summary>Its folder's name, and the hash of each file.</summary>
    public required string Origin { get; init; }
}
