using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Melange.Host.Machine;

namespace Melange.Host.Features;

/// <summary>The log-mels of some utterances in one file of a cache, made where it is missing or broken.</summary>
/// <remarks>
/// The file is called by a hash of the format, the ids and the audio. A second file, called by a hash of the format,
/// the ids and the versions of the audio, holds that name.
/// </remarks>
/// <param name="folder">The cache's folder.</param>
/// <param name="utterances">The utterances; the audio of each is <see cref="StoredSamples"/>.</param>
/// <param name="format">How audio becomes a log-mel.</param>
internal sealed class FeatureShard(string folder, IReadOnlyList<Utterance> utterances, AudioFormat format)
{
    private const string Computation = "log-mel 1"; // another one once log-mels are computed in another way

    private ShardFile? file;

    /// <summary>How many utterances there are.</summary>
    public int Count => utterances.Count;

    private Fault Broken => new(folder, 0,
        "features must be read as they were written, but are not: the disk is broken, or full.");

    private IEnumerable<StoredSamples> Audio => utterances.Select(utterance => (StoredSamples)utterance.Samples);

    /// <summary>Frames T of an utterance.</summary>
    public long Frames(int index) => utterances[index].Samples.Count / format.HopSamples;

    /// <summary>Opens the file if it is there and whole.</summary>
    public bool Open()
    {
        if (file is null && File.Exists(NameFile()))
            file = Opened(File.ReadAllText(NameFile()));
        return file is not null;
    }

    /// <summary>Reads the audio, computes the log-mels unless a file has them, and opens it.</summary>
    /// <returns>What is wrong with the audio or the cache: then there is no file.</returns>
    public IReadOnlyList<Fault> Make()
    {
        var faults = new List<Fault>();
        var audio = Audio.Select(samples => faults.Try(samples.Read)).ToList();
        if (faults.Count > 0)
            return faults;
        var name = Hash(audio.Select(samples => XxHash128.Hash(MemoryMarshal.AsBytes(samples.AsSpan()))));
        try
        {
            Directory.CreateDirectory(folder);
            file = Opened(name) ?? Written(name, audio!);
            WholeFile.Write(NameFile(), name);
            return file is null ? [Broken] : [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return [new(folder, 0, $"features must be writable here, but are not: {cause.Message} "
                + "The option cache names another folder; empty, it keeps them in memory.")];
        }
    }

    /// <summary>Reads a log-mel; where the file is broken by now, or gone, it is made again.</summary>
    /// <returns><c>[M, T]</c>, new.</returns>
    /// <exception cref="FaultException">It cannot be made again.</exception>
    public Tensor Read(int index)
    {
        if (file?.Read(index) is { } whole)
            return whole;
        file?.Delete();
        file = null;
        FeatureFaults.ThrowIfAny(Make());
        return file!.Read(index) ?? throw new FaultException([Broken]);
    }

    private ShardFile? Opened(string name) => ShardFile.Open(
        Path.Combine(folder, $"{name}.safetensors"), [.. utterances.Select(utterance => utterance.Id)],
        [.. Enumerable.Range(0, Count).Select(index => new[] { format.Bins, Frames(index) })]);

    private ShardFile? Written(string name, List<float[]> audio)
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new LogMelSpectrogram(format);
        ShardFile.Write(Path.Combine(folder, $"{name}.safetensors"), utterances.Zip(audio)
            .ToDictionary(pair => pair.First.Id, pair => Kept(spectrogram.Of(pair.Second))));
        return Opened(name);
    }

    // What stays until all are there stands in memory of its own, not between what comes and goes with each of them.
    private static Tensor Kept(Tensor mel)
    {
        using (mel)
            return tensor(mel.data<float>().ToArray(), mel.shape);
    }

    private string NameFile() => Path.Combine(folder,
        Hash(Audio.Select(samples => Encoding.UTF8.GetBytes($"{samples.Version} {samples.Count}"))) + ".name");

    private string Hash(IEnumerable<byte[]> audio)
    {
        var hash = new XxHash128();
        var stored = format with { MelMean = 0, MelDeviation = 1 }; // log-mels are normalised when they are used
        hash.Append(JsonSerializer.SerializeToUtf8Bytes(new { Computation, stored }));
        foreach (var (utterance, content) in utterances.Zip(audio))
            hash.Append(JsonSerializer.SerializeToUtf8Bytes(new { utterance.Id, content }));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
