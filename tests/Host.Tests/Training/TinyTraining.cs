using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Runs;
using Melange.Host.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Host.Tests.Training;

/// <summary>A model, its plan and its trainer, small enough to train in a test.</summary>
internal sealed class TinyTraining : IDisposable
{
    public TinyTraining(RunOptions options, PreparedCorpus corpus)
    {
        Options = options;
        Model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);
        Plan = new BatchPlan(corpus, options.Training, options.Seed);
    }

    public RunOptions Options { get; }

    public SynthesisModel Model { get; }

    public BatchPlan Plan { get; }

    /// <summary>Trains, and gives the model's weights.</summary>
    public static Dictionary<string, byte[]> Train(
        RunOptions options, PreparedCorpus corpus, string folder, int stopAfter = 0)
    {
        using var training = new TinyTraining(options, corpus);
        training.Run(folder, stopAfter);
        return Bits(training.Model);
    }

    /// <summary>Trains from where the folder stands.</summary>
    public TrainingState Run(string folder, int stopAfter = 0, Action<int>? progress = null)
    {
        using var stop = new CancellationTokenSource();
        var trainer = new Trainer(Model, Options, Plan, NullLogger<Trainer>.Instance)
        {
            TensorboardFolder = $"{folder}-tensorboard"
        };
        return trainer.Run(TinyRun.Checkpoints(folder, Options, Model.Inventory), CPU, step =>
        {
            progress?.Invoke(step);
            if (step == stopAfter)
                stop.Cancel();
        }, stop.Token);
    }

    public static Dictionary<string, byte[]> Bits(TorchSharp.torch.nn.Module model) => model.state_dict()
        .ToDictionary(entry => entry.Key, entry => entry.Value.contiguous().bytes.ToArray());

    public static void AssertSameBits(Dictionary<string, byte[]> first, Dictionary<string, byte[]> second)
    {
        Assert.Equal(first.Keys, second.Keys);
        Assert.Empty(first.Where(entry => !entry.Value.SequenceEqual(second[entry.Key])).Select(entry => entry.Key));
    }

    public void Dispose() => Model.Dispose();
}
