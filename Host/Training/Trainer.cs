using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Runs;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Training;

/// <summary>Trains one model from its last checkpoint, or from the start, to its last step.</summary>
/// <remarks>Every step draws from seeds of its own, so that a resumed run equals an uninterrupted one.</remarks>
public sealed class Trainer(SynthesisModel model, RunOptions options, BatchPlan plan, ILogger<Trainer> logger)
{
    private readonly TrainingOptions training = options.Training;

    /// <summary>Folder of TensorBoard's files; null, the default, writes none.</summary>
    public string? TensorboardFolder { get; init; }

    /// <summary>Losses and speed, and all else, at the last step that was logged; empty before the first.</summary>
    public (string Brief, string Details) Latest { get; private set; } = ("", "");

    /// <summary>Trains; where weights are averaged, the model then has the averages.</summary>
    /// <param name="folder">Where checkpoints go.</param>
    /// <param name="device">Where the model lives.</param>
    /// <param name="progress">Told of each step done.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <returns>How far training has come, and at what losses.</returns>
    /// <exception cref="OperationCanceledException">Training was stopped; a checkpoint is written.</exception>
    /// <exception cref="DivergenceException">A loss or gradient is not finite.</exception>
    public TrainingState Run(
        CheckpointFolder folder, Device device, Action<int> progress, CancellationToken cancellation)
    {
        using var work = new TrainingStep(model, options, plan, device);
        var tensors = new TrainedTensors(model, work.Optimiser);
        var state = Resume(folder, tensors, work.Average);
        if (state.Step > training.StepsBeforeReflow)
            work.BeginReflow(() => folder.ReadAveragedWeights(training.StepsBeforeReflow.Value));
        using var course = new TrainingCourse(model, training, work.Average, (state, logger));
        course.Watch(options, plan, device, TensorboardFolder);
        model.train();
        for (var step = state.Step; step < training.Steps; step++)
        {
            if (step == training.StepsBeforeReflow)
                work.BeginReflow(weights: null);
            var isBest = course.Note(TakeOrThrow(work, step, folder));
            Latest = course.Latest;
            progress(step + 1);
            var isStopped = cancellation.IsCancellationRequested && step + 1 < training.Steps;
            if (isBest || isStopped || IsKept(step + 1))
                Save(folder, tensors, work.Average, course.At(step + 1));
            if (isStopped)
                throw new OperationCanceledException(cancellation);
        }
        work.Average?.CopyToModel();
        return course.At(training.Steps);
    }

    private bool IsKept(int step) =>
        step == training.Steps || step % training.CheckpointSteps == 0 || training.KeepSteps.Contains(step)
        || step == training.StepsBeforeReflow;

    private static TrainingState Resume(CheckpointFolder folder, TrainedTensors trained, WeightAverage? average)
    {
        using var scope = NewDisposeScope();
        var tensors = trained.Current(average?.Tensors);
        var state = folder.Resume(tensors);
        trained.TakeSteps(tensors);
        return state ?? new(0, 0, []);
    }

    private static void Save(
        CheckpointFolder folder, TrainedTensors trained, WeightAverage? average, TrainingState state)
    {
        using var scope = NewDisposeScope();
        var validated = state.Validation.LastOrDefault(point => point.Step == state.Step);
        folder.Save(trained.Current(average?.Tensors), state, validated?.Loss);
    }

    private static StepReport TakeOrThrow(TrainingStep work, int step, CheckpointFolder folder)
    {
        var report = work.Take(step);
        return report.Suspects.Count == 0 ? report : throw new DivergenceException(report, folder.Last?.Path);
    }
}
