using Melange.Host.Assembly.Options;
using Melange.Host.Machine;
using Melange.Host.Runs;
using Melange.Host.TensorFiles;

namespace Melange.Host.Checkpoints;

/// <summary>The checkpoints of one training run: written, thinned out and taken up again.</summary>
/// <remarks>
/// A checkpoint is written to a folder of another name, flushed and renamed; what it replaces goes only then, and is
/// renamed before it is deleted. So at every instant there is a whole one, and none that is not.
/// </remarks>
/// <param name="folder">Where they stand.</param>
/// <param name="origin">What the model is made from.</param>
/// <param name="kept">Which checkpoints stay.</param>
/// <param name="rule">What follows when a checkpoint does not fit.</param>
public sealed class CheckpointFolder(
    string folder, CheckpointOrigin origin, KeptCheckpoints kept, LoadRule? rule = null)
{
    /// <summary>What the name of a checkpoint ends with that is not whole yet.</summary>
    internal const string Unfinished = ".part";

    private static readonly Dictionary<string, Tensor> NoTensors = [];
    private readonly CheckpointKeeping keeping = new();
    private IReadOnlyList<PluginStamp> earlier = [];

    /// <summary>The last checkpoint; null if there is none.</summary>
    public Checkpoint? Last => Checkpoint.AllOf(folder) is [.., var last] ? last : null;

    /// <summary>Every plugin that trained the last checkpoint; none if there is no checkpoint.</summary>
    public IReadOnlyList<PluginStamp> TrainedBy => Last is { } last
        ? last.ReadManifest().Origin(last.ManifestFile).TrainedBy
        : [];

    /// <summary>Takes up the last checkpoint, if there is one; clears what a killed run left unfinished.</summary>
    /// <param name="into">Tensors of the run that are overwritten.</param>
    /// <returns>How far training had come; null if there is no checkpoint.</returns>
    /// <exception cref="FaultException">The checkpoint does not fit the run, and the message has the differences; or a
    /// file of it cannot be used.</exception>
    public TrainingState? Resume(CheckpointTensors into)
    {
        ArgumentNullException.ThrowIfNull(into);
        ClearUnfinished();
        if (Last is not { } last)
            return null;
        try
        {
            return Resume(last, into);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            throw new FaultException([new(last.Path, 0,
                $"it cannot be taken up: {fault.Message} "
                + "Take the folder away to go on from the checkpoint before it.")]);
        }
    }

    /// <summary>Reads the weights of a step, averaged ones where there are any; the caller's scope owns them.</summary>
    /// <exception cref="FaultException">There is no checkpoint of the step, or it cannot be used.</exception>
    public IReadOnlyDictionary<string, Tensor> ReadAveragedWeights(int step)
    {
        var found = Checkpoint.AllOf(folder).LastOrDefault(found => found.Step == step)
            ?? throw new FaultException([new(folder, 0, $"the checkpoint of step {step} must be there, since reflow goes "
                + "from its weights, but is gone. Take the later ones away to go on from an earlier one.")]);
        try
        {
            return found.ReadAveragedWeights();
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            throw new FaultException([new(found.Path, 0, $"reflow cannot go from it: {fault.Message}")]);
        }
    }

    /// <summary>Writes a checkpoint and deletes those that are not to be kept.</summary>
    /// <param name="tensors">What is kept of the model and its optimiser.</param>
    /// <param name="state">How far training has come.</param>
    /// <param name="validationLoss">Loss on the validation set at this step; null where it was not measured.</param>
    /// <exception cref="NotSupportedException">A tensor is of a type that the format has not.</exception>
    /// <exception cref="FaultException">It cannot be written: no room, no rights. What was written of it is taken away,
    /// and the checkpoint before it stands.</exception>
    public void Save(CheckpointTensors tensors, TrainingState state, double? validationLoss = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(state);
        try
        {
            Write(tensors, state, validationLoss);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            ClearUnfinished();
            var left = Last is { } last ? $"{last.Path} stands" : "There is none before it";
            throw new FaultException([new(folder, 0, $"the checkpoint of step {state.Step} cannot be written: "
                + $"{closed.Message.TrimEnd('.')}. {left}; with room and rights the same command goes on.")]);
        }
    }

    private void Write(CheckpointTensors tensors, TrainingState state, double? validationLoss)
    {
        Directory.CreateDirectory(folder);
        var standing = Checkpoint.AllOf(folder);
        var writing = standing.Where(other => other.Step == state.Step).Select(other => other.Writing + 1);
        var final = Checkpoint.Named(folder, state.Step, writing.DefaultIfEmpty(0).Max());
        var best = keeping.BestLoss([.. standing.Where(other => other.Step < state.Step)]);
        var manifest = CheckpointManifest.Of(origin with { Earlier = earlier }) with
        {
            Step = state.Step,
            ValidationLoss = validationLoss,
            BestValidationLoss = best < validationLoss || validationLoss is null ? best : validationLoss,
            Training = state
        };
        Write(final.Path + Unfinished, tensors, manifest);
        DurableFiles.MoveFolder(final.Path + Unfinished, final.Path);
        keeping.Note(final, validationLoss);
        foreach (var old in keeping.Superfluous([.. standing, final], kept))
            Delete(old);
    }

    private TrainingState Resume(Checkpoint last, CheckpointTensors into)
    {
        using var scope = NewDisposeScope();
        var manifest = last.ReadManifest();
        var state = manifest.Training
            ?? throw new InvalidDataException($"{last.ManifestFile}: it does not say how training went.");
        var found = new CheckpointTensors(last.Read(Checkpoint.Weights),
            last.HasAverage ? last.Read(Checkpoint.Average) : null, last.Read(Checkpoint.Optimiser));
        var before = manifest.Origin(last.ManifestFile);
        var differences = OriginDifferences.OfRun(before, origin, state.Step);
        var sets = Pairs(found, into);
        (rule ?? LoadRule.Strict).Apply(last.Path, [.. differences, .. sets.SelectMany(Differences)]);
        foreach (var (_, from, to) in sets)
            TensorDifferences.CopyFitting(from, to);
        earlier = [.. before.TrainedBy.Where(stamp => !origin.Plugins.Any(stamp.IsSame))];
        return state;
    }

    private static void Write(string temporary, CheckpointTensors tensors, CheckpointManifest manifest)
    {
        Discard(temporary);
        Directory.CreateDirectory(temporary);
        Safetensors.Write(Path.Combine(temporary, Checkpoint.Weights), tensors.Weights);
        Safetensors.Write(Path.Combine(temporary, Checkpoint.Optimiser), tensors.Optimiser);
        if (tensors.Average is not null)
            Safetensors.Write(Path.Combine(temporary, Checkpoint.Average), tensors.Average);
        manifest.Write(Path.Combine(temporary, Checkpoint.Manifest));
        DurableFiles.FlushFolder(temporary);
    }

    private static List<TensorPair> Pairs(CheckpointTensors found, CheckpointTensors into) =>
    [
        new("", found.Weights, into.Weights),
        new("average ", found.Average ?? NoTensors, into.Average ?? NoTensors),
        new("optimiser ", found.Optimiser, into.Optimiser)
    ];

    private static IEnumerable<string> Differences(TensorPair pair) => TensorDifferences
        .Between(TensorDifferences.Shapes(pair.Found), TensorDifferences.Shapes(pair.Into))
        .Select(line => pair.Kind + line);

    private void ClearUnfinished()
    {
        if (Directory.Exists(folder))
            foreach (var unfinished in Directory.GetDirectories(folder, "*" + Unfinished))
                Directory.Delete(unfinished, recursive: true);
    }

    private static void Delete(Checkpoint old)
    {
        Discard(old.Path + Unfinished);
        DurableFiles.MoveFolder(old.Path, old.Path + Unfinished);
        Discard(old.Path + Unfinished);
    }

    private static void Discard(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private sealed record TensorPair(
        string Kind, IReadOnlyDictionary<string, Tensor> Found, IReadOnlyDictionary<string, Tensor> Into);
}

/// <summary>The tensors of one checkpoint by their names; their owner disposes of them.</summary>
/// <param name="Weights">The model's state.</param>
/// <param name="Average">Weights averaged over the steps, under the names of the weights; null where none are kept.
/// </param>
/// <param name="Optimiser">The optimiser's state.</param>
public sealed record CheckpointTensors(
    IReadOnlyDictionary<string, Tensor> Weights, IReadOnlyDictionary<string, Tensor>? Average,
    IReadOnlyDictionary<string, Tensor> Optimiser);
