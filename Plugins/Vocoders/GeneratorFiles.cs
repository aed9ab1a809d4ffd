using System.Security.Cryptography;

namespace Melange.Plugins;

/// <summary>Reads the folder of a generator: <c>config.json</c> and <c>weights.safetensors</c>.</summary>
internal static class GeneratorFiles
{
    private const string Config = "config.json", Weights = "weights.safetensors";

    /// <summary>Reads a generator.</summary>
    /// <param name="folder">The folder, from the current one.</param>
    /// <param name="files">Reads the weights.</param>
    /// <param name="fresh">Makes it of the text of the config.</param>
    /// <param name="load">Puts the weights into it.</param>
    /// <returns>The generator, not to be trained; the caller's.</returns>
    /// <exception cref="OptionsException">The folder cannot be used; the message says why.</exception>
    public static ReadGenerator<TNetwork> Read<TNetwork>(string folder, IWeightFiles files,
        Func<string, ReadGenerator<TNetwork>> fresh, Action<TNetwork, IReadOnlyDictionary<string, Tensor>> load)
        where TNetwork : nn.Module<Tensor, Tensor>
    {
        var (config, weights) = (Path.Combine(folder, Config), Path.Combine(folder, Weights));
        if (!File.Exists(config) || !File.Exists(weights))
            throw new OptionsException($"Path must be a folder with {Config} and {Weights}, as melange import and "
                + $"melange vocoder write it, but was '{folder}'.");
        try
        {
            var read = fresh(File.ReadAllText(config));
            Load(read.Network, () => load(read.Network, files.Read(weights)));
            return read with
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

    /// <summary>Puts weights into a generator of the same names.</summary>
    /// <exception cref="InvalidDataException">They are others than the generator's; the message says which.</exception>
    public static void Copy(IReadOnlyDictionary<string, Tensor> weights, nn.Module generator)
    {
        using var off = no_grad();
        foreach (var (name, target) in generator.state_dict())
            target.copy_(weights.TryGetValue(name, out var found) && found.shape.SequenceEqual(target.shape) ? found
                : throw new InvalidDataException($"{name} must be [{string.Join(", ", target.shape)}], but "
                    + (found is null ? "is missing" : $"is [{string.Join(", ", found.shape)}]") + "."));
    }

    private static void Load(nn.Module network, Action load)
    {
        try
        {
            using var scope = NewDisposeScope();
            load();
            network.eval();
        }
        catch
        {
            network.Dispose();
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
/// <param name="Reach">Frames to each side of a frame that its samples depend on.</param>
/// <param name="Mel">Its log-mels.</param>
internal sealed record ReadGenerator<TNetwork>(TNetwork Network, long Reach, AudioFormat Mel)
{
    /// <summary>Its folder's name, and the hash of each file.</summary>
    public string Origin { get; init; } = "";
}
