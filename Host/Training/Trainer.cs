using System.Diagnostics;
using Melange.Host.Assembly;
using Melange.Host.Checkpoints;
using Melange.Host.Experiments;
using Microsoft.Extensions.Logging;
using TorchSharp.Modules;

namespace Melange.Host.Training;

/// <summary>Trains one model from its last checkpoint, or from the start, to its last step.</summary>
/// <remarks>Every step draws from seeds of its own, so that a resumed run equals an uninterrupted one.</remarks>
public sealed partial class Trainer(SynthesisModel model, RunOptions options, BatchPlan plan, ILogger<Trainer> logger)
{
    private readonly TrainingOptions training = options.Training;
    private readonly TrainingObjective objective = new(model, new DiffusionProcess(options.Diffusion));

    /// <summary>Trains.</summary>
    /// <param name="folder">Where checkpoints go.</param>
    /// <param name="device">Where the model lives.</param>
    /// <param name="progress">Told of each step done.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <returns>How far training has come, and at what losses.</returns>
    /// <exception cref="OperationCanceledException">Training was stopped; a checkpoint is written.</exception>
    /// <exception cref="NotFiniteNumberException">A loss or gradient is not finite;
    /// the message names the step.</exception>
    public TrainingState Run(
        CheckpointFolder folder, Device device, Action<int> progress, CancellationToken cancellation)
    {
        using var optimiser = (AdamW)optim.AdamW(
            model.named_parameters(), training.LearningRate, weight_decay: training.WeightDecay);
        var trained = new TrainedTensors(model, optimiser);
        var state = Resume(folder, trained);
        var losses = state.Losses.ToList();
        var clock = Stopwatch.StartNew();
        TrainingState Now(int step) => new(step, state.Seconds + clock.Elapsed.TotalSeconds, losses)
        {
            Utterances = (long)step * training.BatchSize
        };
        model.train();
        for (var step = state.Step; step < training.Steps; step++)
        {
            var point = Step(step, optimiser, device);
            if ((step + 1) % training.LogSteps == 0)
                losses.Add(point());
            progress(step + 1);
            var isStopped = cancellation.IsCancellationRequested && step + 1 < training.Steps;
            if (isStopped || IsKept(step + 1))
                Save(folder, trained, Now(step + 1));
            if (isStopped)
                throw new OperationCanceledException(cancellation);
        }
        return Now(training.Steps);
    }

    private bool IsKept(int step) =>
        step == training.Steps || step % training.CheckpointSteps == 0 || training.KeepSteps.Contains(step);

    private static TrainingState Resume(CheckpointFolder folder, TrainedTensors trained)
    {
        using var scope = NewDisposeScope();
        var tensors = trained.Current();
        var state = folder.Resume(tensors);
        trained.TakeSteps(tensors);
        return state ?? new(0, 0, []);
    }

    private static void Save(CheckpointFolder folder, TrainedTensors trained, TrainingState state)
    {
        using var scope = NewDisposeScope();
        folder.Save(trained.Current(), state);
    }

    private Func<LossPoint> Step(int step, AdamW optimiser, Device device)
    {
        using var scope = NewDisposeScope();
        manual_seed(SeedSequence.Derive(options.Seed, RandomUse.Dropout, step));
        using var random = new Generator((ulong)SeedSequence.Derive(options.Seed, RandomUse.Noise, step), CPU);
        foreach (var group in optimiser.ParamGroups)
            group.LearningRate = LearningRate.At(step, training);
        var batch = plan.Batch(step, device);
        var losses = objective.Losses(batch, withEstimator: step >= training.EncoderSteps, random);
        optimiser.zero_grad();
        var total = losses.Total();
        total.backward();
        var reached = model.parameters().Where(parameter => parameter.grad is not null);
        var norm = nn.utils.clip_grad_norm_(reached, training.GradientNorm);
        if (!double.IsFinite(norm))
            throw new NotFiniteNumberException($"Step {step + 1}: the loss or its gradient is not finite.");
        optimiser.step();
        var (diffusion, prior, duration, penalty) = (losses.Diffusion?.item<float>(), losses.Prior.item<float>(),
            losses.Duration.item<float>(), losses.Penalty?.item<float>());
        if ((step + 1) % 100 == 0)
            LogStep(step + 1, diffusion, prior, duration);
        return () => new(step + 1, diffusion, prior, duration, penalty, Rezero());
    }

    // Learned ones are parameters, fixed ones are buffers.
    private Dictionary<string, double> Rezero() => model.named_parameters()
        .Select(entry => (entry.name, Value: (Tensor)entry.parameter))
        .Concat(model.named_buffers().Select(entry => (entry.name, Value: entry.buffer)))
        .Where(entry => entry.name.EndsWith("rezero.gain", StringComparison.Ordinal))
        .ToDictionary(entry => SiteOf(entry.name), entry => (double)entry.Value.item<float>());

    private static string SiteOf(string name) => name
        .Replace("estimator.", "", StringComparison.Ordinal)
        .Replace(".rezero.gain", "", StringComparison.Ordinal)
        .Replace(".site", "", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "step {Step}: diffusion {Diffusion}, prior {Prior}, duration {Duration}")]
    private partial void LogStep(int step, float? diffusion, float prior, float duration);
}
