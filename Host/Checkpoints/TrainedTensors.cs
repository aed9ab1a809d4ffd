using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Host.Checkpoints;

/// <summary>The tensors of a model in training as a checkpoint holds them, and back.</summary>
/// <param name="model">The model.</param>
/// <param name="optimiser">Its optimiser; its parameters are the model's, in the model's order.</param>
public sealed class TrainedTensors(Module model, AdamW optimiser)
{
    /// <summary>The tensors themselves; counts of steps are copies, which the caller's scope owns.</summary>
    /// <param name="average">Averaged weights by the names of the weights, if they are kept.</param>
    public CheckpointTensors Current(IReadOnlyDictionary<string, Tensor>? average = null) =>
        new(model.state_dict(), average, States().SelectMany(Tensors).ToDictionary());

    /// <summary>Takes up the counts of steps after the tensors were overwritten.</summary>
    public void TakeSteps(CheckpointTensors overwritten)
    {
        ArgumentNullException.ThrowIfNull(overwritten);
        foreach (var (name, state) in States())
            state.step = overwritten.Optimiser[StepOf(name)].item<long>();
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Tensors((string Name, AdamW.State State) entry) =>
    [
        new(StepOf(entry.Name), tensor(entry.State.step)),
        new($"{entry.Name}.exp_avg", entry.State.exp_avg),
        new($"{entry.Name}.exp_avg_sq", entry.State.exp_avg_sq)
    ];

    private static string StepOf(string name) => $"{name}.step";

    private IEnumerable<(string Name, AdamW.State State)> States() =>
        model.named_parameters().Select(parameter => parameter.name)
            .Zip(optimiser.state_dict().State.Cast<AdamW.State>());
}
