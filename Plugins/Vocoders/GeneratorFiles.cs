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

    /// <summary>What is wrong where two names of a file are the same one of a generator; null where none are.</summary>
    /// <param name="names">Our name for each name of the file.</param>
    public static string? Twice(IReadOnlyDictionary<string, string> names) =>
        names.GroupBy(name => name.Value).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"'{twice.First().Key}' and '{twice.Last().Key}' are both {twice.Key} of a generator: keep those of one."
            : null;

    /// <summary>Weights of a file under our names.</summary>
    /// <param name="weights">The file.</param>
    /// <param name="names">Our name for each name of the file that is a generator's.</param>
    /// <exception cref="InvalidDataException">Two are one of a generator's; the message says which.</exception>
    public static Dictionary<string, Tensor> Ours(
        IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, string> names) =>
        Twice(names) is { } fault ? throw new InvalidDataException(fault)
            : names.ToDictionary(name => name.Value, name => weights[name.Key]);

    /// <summary>Puts weights into a generator of the same names.</summary>
    /// <exception cref="InvalidDataException">They are others than the generator's; the message says which.</exception>
    public static void Copy(IReadOnlyDictionary<string, Tensor> weights, nn.Module generator)
    {
        using var off = no_grad();
        var targets = generator.state_dict();
        if (weights.Keys.FirstOrDefault(name => !targets.ContainsKey(name)) is { } more)
            throw new InvalidDataException(
                $"{more} is of no generator with this config: take the config of the weights.");
        foreach (var (name, target) in targets)
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
