using System.Globalization;
using System.Text.Json;
using Melange.Host.Checkpoints;
using Melange.Host.Experiments;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Host.Training;

/// <summary>Keeps the last checkpoint of a training run: weights, optimiser and progress.</summary>
/// <remarks>
/// Written beside the old one and renamed, which is then deleted: at every instant one whole checkpoint stands.
/// </remarks>
public sealed class CheckpointFolder(string folder)
{
    private const string Prefix = "step-";
    private const string Unfinished = ".part";
    private const string Averages = "average.safetensors";

    /// <summary>Whether there is a checkpoint.</summary>
    public bool Exists => Latest() is not null;

    /// <summary>The folder of the last checkpoint; null where there is none.</summary>
    public string? Last => Latest();

    /// <summary>Writes a checkpoint and deletes older ones.</summary>
    public void Save(Module model, AdamW optimiser, TrainingState state, WeightAverage? average = null)
    {
        using var scope = NewDisposeScope();
        var final = Path.Combine(folder, Prefix + state.Step.ToString("d8", CultureInfo.InvariantCulture));
        var temporary = final + Unfinished;
        Directory.CreateDirectory(temporary);
        Safetensors.Write(Path.Combine(temporary, "weights.safetensors"), model.state_dict());
        Safetensors.Write(Path.Combine(temporary, "optimiser.safetensors"), Tensors(model, optimiser));
        if (average is not null)
            Safetensors.Write(Path.Combine(temporary, Averages), average.Tensors);
        File.WriteAllText(Path.Combine(temporary, "state.json"), JsonSerializer.Serialize(state, TrialFolder.Json));
        if (Directory.Exists(final))
            Directory.Delete(final, recursive: true);
        Directory.Move(temporary, final);
        foreach (var other in Directory.GetDirectories(folder, Prefix + "*").Where(other => other != final))
            Directory.Delete(other, recursive: true);
    }

    /// <summary>Puts the last checkpoint's weights into a model: averaged ones where it has them.</summary>
    /// <exception cref="InvalidDataException">A weight is missing, is too many, or has another shape.</exception>
    public void LoadWeights(Module model)
    {
        LoadTrained(model);
        using var scope = NewDisposeScope();
        var averages = Path.Combine(LatestOrThrow(), Averages);
        if (File.Exists(averages))
            Copy(Safetensors.Read(averages),
                model.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter));
    }

    /// <summary>Puts the last checkpoint back.</summary>
    /// <returns>How far it had come.</returns>
    /// <exception cref="InvalidDataException">A tensor is missing, is too many, or has another shape.</exception>
    public TrainingState Load(Module model, AdamW optimiser, WeightAverage? average = null)
    {
        using var scope = NewDisposeScope();
        LoadTrained(model);
        if (average is not null)
            Copy(Safetensors.Read(Path.Combine(LatestOrThrow(), Averages)), new(average.Tensors));
        var source = Safetensors.Read(Path.Combine(LatestOrThrow(), "optimiser.safetensors"));
        foreach (var (name, state) in States(model, optimiser))
            state.step = source[$"{name}.step"].item<long>();
        Copy(source, Tensors(model, optimiser));
        var text = File.ReadAllText(Path.Combine(LatestOrThrow(), "state.json"));
        return JsonSerializer.Deserialize<TrainingState>(text, TrialFolder.Json)
            ?? throw new InvalidDataException($"{folder}: state.json is empty.");
    }

    private void LoadTrained(Module model)
    {
        using var scope = NewDisposeScope();
        Copy(Safetensors.Read(Path.Combine(LatestOrThrow(), "weights.safetensors")), model.state_dict());
    }

    private static Dictionary<string, Tensor> Tensors(Module model, AdamW optimiser) =>
        States(model, optimiser).SelectMany(entry => new (string Name, Tensor Value)[]
        {
            ($"{entry.Name}.step", tensor(entry.State.step)),
            ($"{entry.Name}.exp_avg", entry.State.exp_avg),
            ($"{entry.Name}.exp_avg_sq", entry.State.exp_avg_sq)
        }).ToDictionary(entry => entry.Name, entry => entry.Value);

    private static IEnumerable<(string Name, AdamW.State State)> States(Module model, AdamW optimiser) =>
        model.named_parameters().Select(parameter => parameter.name)
            .Zip(optimiser.state_dict().State.Cast<AdamW.State>());

    private static void Copy(Dictionary<string, Tensor> source, Dictionary<string, Tensor> target)
    {
        using var off = no_grad();
        var different = source.Keys.Except(target.Keys).Concat(target.Keys.Except(source.Keys)).Order().ToList();
        if (different.Count > 0)
            throw new InvalidDataException(
                $"the checkpoint is of another model: {string.Join(", ", different)} on one side only.");
        foreach (var (name, tensor) in target)
            if (tensor.shape.SequenceEqual(source[name].shape))
                tensor.copy_(source[name]);
            else
                throw new InvalidDataException($"'{name}' must be [{string.Join(", ", tensor.shape)}], "
                    + $"but was [{string.Join(", ", source[name].shape)}].");
    }

    private string? Latest() => !Directory.Exists(folder)
        ? null
        : Directory.GetDirectories(folder, Prefix + "*")
            .Where(name => !name.EndsWith(Unfinished, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).LastOrDefault();

    private string LatestOrThrow() => Latest() ?? throw new InvalidDataException($"{folder}: there is no checkpoint.");
}
