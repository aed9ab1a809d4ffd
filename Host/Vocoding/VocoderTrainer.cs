using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Runs;
using Melange.Host.Training;

namespace Melange.Host.Vocoding;

/// <summary>Trains a vocoder from its last checkpoint, or from the start, to its last step.</summary>
/// <remarks>What a step has is drawn from the seed and the step, so that a resumed run equals an uninterrupted one.
/// </remarks>
/// <param name="model">Generator and discriminators.</param>
/// <param name="options">How.</param>
/// <param name="pieces">What each step has.</param>
/// <param name="listening">Listens to held-out utterances.</param>
internal sealed class VocoderTrainer(
    VocoderModel model, VocoderTrainingOptions options, VocoderPieces pieces, VocoderListening listening)
{
    /// <summary>Called once what stands in the folder was found to fit, before the first step.</summary>
    public Action Begun { get; init; } = () => { };

    /// <summary>Trains.</summary>
    /// <param name="checkpoints">Where checkpoints go.</param>
    /// <param name="place">Folder of TensorBoard's files, and where the model lives.</param>
    /// <param name="tell">Told of progress, a line at a time.</param>
    /// <param name="cancellation">Stops after the current step, with a checkpoint.</param>
    /// <returns>How training went.</returns>
    /// <exception cref="OperationCanceledException">Training was stopped; a checkpoint is written.</exception>
    /// <exception cref="DivergenceException">A loss is not finite.</exception>
    public TrainingState Run(CheckpointFolder checkpoints, (string Tensorboard, Device Device) place,
        Action<string> tell, CancellationToken cancellation)
    {
        using var work = new VocoderStep(model, options, pieces, place.Device);
        var tensors = new TrainedTensors(model, work.Optimiser);
        var state = Resume(checkpoints, tensors);
        Begun();
        if (state.Step > 0)
            tell($"goes on from step {state.Step}");
        var course = new VocoderCourse(options, state, place.Tensorboard, tell);
        model.train();
        for (var step = state.Step; step < options.Steps; step++)
        {
            course.Note(TakeOrThrow(work, step, checkpoints));
            var isLast = step + 1 == options.Steps;
            var isListened = isLast || (step + 1) % options.Validation.EverySteps == 0;
            var isBest = isListened && course.Note(listening.Listen(step + 1));
            var isStopped = !isLast && cancellation.IsCancellationRequested;
            if (isLast || isBest || isStopped || (step + 1) % options.CheckpointSteps == 0)
                Save(checkpoints, tensors, course.At(step + 1), isListened ? course.Last?.Mel : null);
            if (isStopped)
                throw new OperationCanceledException(cancellation);
        }
        return course.At(options.Steps);
    }

    private static TrainingState Resume(CheckpointFolder folder, TrainedTensors trained)
    {
        using var scope = NewDisposeScope();
        var tensors = trained.Current();
        var state = folder.Resume(tensors);
        trained.TakeSteps(tensors);
        return state ?? new(0, 0, []);
    }

    private static void Save(CheckpointFolder folder, TrainedTensors trained, TrainingState state, double? error)
    {
        using var scope = NewDisposeScope();
        folder.Save(trained.Current(), state, error);
    }

    private static VocoderReport TakeOrThrow(VocoderStep work, int step, CheckpointFolder folder)
    {
        var report = work.Take(step);
        return report.Suspects.Count == 0 ? report : throw new DivergenceException(
            $"Step {step + 1}: a loss is not finite: {report.Losses}.\n"
            + $"Its utterances: {string.Join(", ", report.Suspects)}.\n"
            + $"The last good checkpoint: {folder.Last?.Path ?? "none yet"}.\n"
            + "Lower training.learningRate, or look at these utterances.");
    }
}
