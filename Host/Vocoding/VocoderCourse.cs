using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.Statistics;
using Melange.Host.Assembly.Options;
using Melange.Host.Runs;
using Melange.Host.Training;
using TorchSharp.Modules;

namespace Melange.Host.Vocoding;

/// <summary>Follows one session of a vocoder's training: losses, errors, TensorBoard, what a person is told.</summary>
internal sealed class VocoderCourse
{
    private readonly VocoderTrainingOptions options;
    private readonly TrainingState before;
    private readonly Action<string> tell;
    private readonly SummaryWriter writer;
    private readonly List<VocoderLosses> losses;
    private readonly List<VocoderError> errors;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<double> seconds = [];

    /// <summary>Begins where training stands; takes later steps out of TensorBoard's files.</summary>
    /// <param name="options">How often what is noted.</param>
    /// <param name="before">How far training has come.</param>
    /// <param name="tensorboard">Folder of TensorBoard's files.</param>
    /// <param name="tell">Told of progress, a line at a time.</param>
    public VocoderCourse(
        VocoderTrainingOptions options, TrainingState before, string tensorboard, Action<string> tell)
    {
        (this.options, this.before, this.tell) = (options, before, tell);
        losses = [.. before.Vocoder?.Losses ?? []];
        errors = [.. before.Vocoder?.Validation ?? []];
        EventFiles.KeepUpTo(tensorboard, before.Step);
        writer = utils.tensorboard.SummaryWriter(tensorboard);
    }

    /// <summary>The error after the last step that was listened to; null before the first.</summary>
    public VocoderError? Last => errors.LastOrDefault();

    /// <summary>How far training is.</summary>
    /// <param name="step">Steps done.</param>
    public TrainingState At(int step) => new(step, before.Seconds + clock.Elapsed.TotalSeconds, [])
    {
        Vocoder = new(losses, errors),
        StepSeconds = seconds.Count > 0 ? seconds.Median() : before.StepSeconds,
        Utterances = (long)step * options.BatchSize
    };

    /// <summary>Takes note of a step.</summary>
    public void Note(VocoderReport report)
    {
        var point = report.Losses;
        seconds.Add(report.Seconds);
        if (point.Step % options.LogSteps == 0)
        {
            losses.Add(point);
            foreach (var (name, value) in Parts(point))
                writer.add_scalar($"loss/{name}", (float)value, point.Step);
            writer.add_scalar("optimiser/learningRate", (float)LearningRate.At(point.Step - 1, options), point.Step);
        }
        if (point.Step % options.ConsoleSteps == 0 || point.Step == options.Steps)
            tell($"{clock.Elapsed:hh\\:mm\\:ss} step {point.Step} of {options.Steps}: "
                + string.Join(", ", Parts(point).Select(part => $"{part.Name} {Text(part.Value)}"))
                + $", {Text(seconds.TakeLast(options.ConsoleSteps).Average())} s a step");
    }

    /// <summary>Takes note of an error.</summary>
    /// <returns>Whether it is the least so far: a checkpoint is due.</returns>
    public bool Note(VocoderError error)
    {
        var best = errors.Select(point => point.Mel).DefaultIfEmpty(double.PositiveInfinity).Min();
        errors.Add(error);
        writer.add_scalar("validation/mel", (float)error.Mel, error.Step);
        tell($"{clock.Elapsed:hh\\:mm\\:ss} step {error.Step}: log-mel error {Text(error.Mel)} nat on held-out "
            + "recordings" + (error.Mel < best ? "" : $" (least: {Text(best)})"));
        return error.Mel < best;
    }

    private static IEnumerable<(string Name, double Value)> Parts(VocoderLosses point)
    {
        yield return ("mel", point.Mel);
        if (point.Adversarial is { } adversarial)
            yield return ("adversarial", adversarial);
        if (point.Features is { } features)
            yield return ("features", features);
        if (point.Discriminators is { } discriminators)
            yield return ("discriminators", discriminators);
    }

    private static string Text(double value) => value.ToString("g3", CultureInfo.InvariantCulture);
}
