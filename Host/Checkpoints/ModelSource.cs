using System.Globalization;
using Melange.Host.Configs;
using Melange.Host.Runs;

namespace Melange.Host.Checkpoints;

/// <summary>Where a model's tensors and config stand: in a training run, or in a folder of one model alone.</summary>
/// <param name="Path">The folder of its tensors.</param>
/// <param name="Manifest">What stands beside them.</param>
/// <param name="ManifestFile">The file that the manifest was read from.</param>
/// <param name="Config">The config that the model is built by.</param>
/// <param name="Trial">The training run; null for a model alone.</param>
public sealed record ModelSource(
    string Path, CheckpointManifest Manifest, string ManifestFile, LayeredConfig Config, TrialFolder? Trial)
{
    /// <summary>Name of the manifest in a folder of one model alone.</summary>
    public const string ModelFile = "model.json";

    /// <summary>Finds a model.</summary>
    /// <param name="path">An exported or imported model, a trial's folder or its variant's.</param>
    /// <param name="choice">Which state of it.</param>
    /// <exception cref="FaultException">There is none, or its manifest cannot be used.</exception>
    public static ModelSource Find(string path, ModelChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        var model = System.IO.Path.Combine(path, ModelFile);
        try
        {
            return File.Exists(model)
                ? OfModel(path, model, choice)
                : OfTrial(TrialFinder.Find(path, choice.Seed), choice);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            throw new FaultException([new(path, 0, fault.Message)]);
        }
    }

    /// <summary>Whether its weights are averaged over steps.</summary>
    public bool HasAverage => Folder.HasAverage;

    private Checkpoint Folder => new(Path, Manifest.Step, 0);

    /// <summary>Reads the weights, averaged ones where there are any; the caller's scope owns them.</summary>
    /// <exception cref="InvalidDataException">A file cannot be used.</exception>
    public Dictionary<string, Tensor> ReadWeights() => Folder.ReadAveragedWeights();

    private static ModelSource OfModel(string path, string file, ModelChoice choice)
    {
        if (choice.Checkpoint != new ModelChoice().Checkpoint)
            throw new FaultException([new("--checkpoint", 0,
                $"{path} is one model, not a training run: there is nothing to choose.")]);
        var manifest = CheckpointManifest.Read(file);
        return new(path, manifest, file, manifest.Origin(file).Config, null);
    }

    private static ModelSource OfTrial(TrialFolder trial, ModelChoice choice)
    {
        var checkpoint = Choose(trial.Checkpoint, choice.Checkpoint);
        return new(checkpoint.Path, checkpoint.ReadManifest(), checkpoint.ManifestFile,
            LayeredConfig.Read(trial.Config, []), trial);
    }

    private static Checkpoint Choose(string folder, string which)
    {
        var all = Checkpoint.AllOf(folder);
        var found = which switch
        {
            "last" => all[^1],
            "best" => new CheckpointKeeping().Best(all)
                ?? throw Fault("best needs a validation loss, and none was measured"),
            _ => int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
                ? all.LastOrDefault(checkpoint => checkpoint.Step == step)
                : throw Fault($"it must be last, best or a step, but was '{which}'")
        };
        return found ?? throw Fault($"no checkpoint is of step {which}");

        FaultException Fault(string cause) => new([new("--checkpoint", 0,
            $"{cause}. Steps kept: {string.Join(", ", all.Select(checkpoint => checkpoint.Step).Distinct())}.")]);
    }
}

/// <summary>Which state of a model a person wants, and what may be changed about it.</summary>
public sealed record ModelChoice
{
    /// <summary>The checkpoint of a training run: last (default), best, or a step.</summary>
    public string Checkpoint { get; init; } = "last";

    /// <summary>The seed, where a variant has several.</summary>
    public int? Seed { get; init; }

    /// <summary><c>key=value</c> of each <c>--set</c>, of the section <c>synthesis</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>What follows when the checkpoint does not fit.</summary>
    public LoadRule Rule { get; init; } = LoadRule.Strict;

    /// <summary>Told, in a line each, of options that a setting dropped with the part they were set for.</summary>
    public Action<string> Tell { get; init; } = _ => { };
}
