using System.Text.Json;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Machine;
using Melange.Host.Runs;

namespace Melange.Host.Checkpoints;

/// <summary>What stands beside a model's tensors: where they come from, and how far training had come.</summary>
public sealed record CheckpointManifest
{
    /// <summary>The layout that this version writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Layout of the folder.</summary>
    public required int Format { get; init; }

    /// <summary>Steps of the optimiser done.</summary>
    public int Step { get; init; }

    /// <summary>Loss on the validation set at this step; null where it was not measured.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Least validation loss up to this step; null where none was measured.</summary>
    public double? BestValidationLoss { get; init; }

    /// <summary>Threads of tensor operations in training; 0 where nobody noted them.</summary>
    public int Threads { get; init; }

    /// <summary>The resolved config.</summary>
    public required JsonElement Config { get; init; }

    /// <summary>The plugins.</summary>
    public required IReadOnlyList<PluginStamp> Plugins { get; init; }

    /// <summary>Plugins of training before it went on with others in their place.</summary>
    public IReadOnlyList<PluginStamp> Earlier { get; init; } = [];

    /// <summary>What the ids of phonemes, speakers and emotions stand for.</summary>
    public required CorpusInventory Inventory { get; init; }

    /// <summary>How the model's log-mels are made, defaults included; null in a model of an earlier version.</summary>
    public AudioFormat? Mel { get; init; }

    /// <summary>Which files the vocoder is made of, with their SHA-256; null where it is made of none.</summary>
    public string? Vocoder { get; init; }

    /// <summary>How training went; null in a model that is not to be trained on.</summary>
    public TrainingState? Training { get; init; }

    /// <summary>The manifest of a model of some origin.</summary>
    public static CheckpointManifest Of(CheckpointOrigin origin) => new()
    {
        Format = CurrentFormat,
        Threads = origin.Threads,
        Config = JsonDocument.Parse(origin.Config.ToJson()).RootElement,
        Plugins = origin.Plugins,
        Earlier = origin.Earlier,
        Inventory = origin.Inventory,
        Mel = origin.Mel,
        Vocoder = origin.Vocoder
    };

    /// <summary>What the model was made from.</summary>
    /// <param name="file">The file that the manifest was read from, for messages.</param>
    /// <exception cref="FaultException">Its config is no config.</exception>
    public CheckpointOrigin Origin(string file) =>
        new(LayeredConfig.Parse(Config.GetRawText(), file), Plugins, Inventory)
        {
            Threads = Threads,
            Earlier = Earlier,
            Mel = Mel,
            Vocoder = Vocoder
        };

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">It is no manifest, or a later version wrote it.</exception>
    public static CheckpointManifest Read(string file)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<CheckpointManifest>(File.ReadAllText(file), TrialFolder.Json)
                ?? throw new InvalidDataException($"{file}: it is empty.");
            return manifest.Format is >= 1 and <= CurrentFormat
                ? manifest
                : throw new InvalidDataException(
                    $"{file}: format must be from 1 to {CurrentFormat}, but was {manifest.Format}.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{file}: it is no checkpoint's JSON: {fault.Message}", fault);
        }
    }

    /// <summary>Writes the manifest and flushes it.</summary>
    public void Write(string file) => DurableFiles.Write(file, JsonSerializer.Serialize(this, TrialFolder.Json));
}
