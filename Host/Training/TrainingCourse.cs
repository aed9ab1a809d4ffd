using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Machine;
using Melange.Host.Runs;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Training;

/// <summary>Follows one session of training: losses, validation, the worker's log, TensorBoard.</summary>
/// <remarks>It only looks on: weights and random states are after it as they were before.</remarks>
public sealed partial class TrainingCourse : IDisposable
{
    private readonly SynthesisModel model;
    private readonly TrainingOptions options;
    private readonly WeightAverage? average;
    private readonly ILogger logger;
    private readonly TrainingState before;
    private readonly List<LossPoint> losses;
    private readonly List<ValidationPoint> validations;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Pace pace = new();
    private readonly List<double> stepSeconds = [];
    private Validation? validation;
    private TensorboardLog? tensorboard;
    private MelPictures? pictures;

    /// <summary>Begins where training stands.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How often what is looked at.</param>
    /// <param name="average">The weights to look at; null for the model's own.</param>
    /// <param name="state">How far training has come, and the logger of the session.</param>
    public TrainingCourse(SynthesisModel model, TrainingOptions options, WeightAverage? average,
        (TrainingState Before, ILogger Logger) state)
    {
        (this.model, this.options, this.average, before, logger) =
            (model, options, average, state.Before, state.Logger);
        losses = [.. before.Losses];
        validations = [.. before.Validation];
    }

    /// <summary>What the last line of the log said: losses and speed, and all else; empty before the first.</summary>
    public (string Brief, string Details) Latest { get; private set; } = ("", "");

    /// <summary>Follows the losses on held-out utterances, and TensorBoard, as the options say.</summary>
    /// <param name="run">The whole run.</param>
    /// <param name="plan">Where held-out utterances come from.</param>
    /// <param name="device">Where the model lives.</param>
    /// <param name="folder">Folder of TensorBoard's files; null for none.</param>
    public void Watch(RunOptions run, BatchPlan plan, Device device, string? folder)
    {
        if (options.Validation is not null)
            validation = new(model, run, plan, device);
        if (options.Tensorboard is not { } wanted || folder is null)
            return;
        tensorboard = new(folder, model, wanted, before.Step);
        pictures = wanted.PictureSteps > 0 ? new(model, run, plan, device) : null;
    }

    /// <summary>How far training is.</summary>
    /// <param name="step">Steps done.</param>
    public TrainingState At(int step) => new(step, before.Seconds + clock.Elapsed.TotalSeconds, losses)
    {
        Validation = validations,
        StepSeconds = stepSeconds.Count > 0 ? stepSeconds.Median() : before.StepSeconds,
        Utterances = (long)step * options.BatchSize * options.Accumulation
    };

    /// <summary>Takes note of a step.</summary>
    /// <returns>Whether its validation is the best so far: a checkpoint is due.</returns>
    public bool Note(StepReport report)
    {
        pace.Count(report);
        if (report.Step > options.EncoderSteps)
            stepSeconds.Add(report.Seconds);
        if (report.Step % options.LogSteps == 0)
            losses.Add(new(report.Step, report.Losses.Diffusion, report.Losses.Prior, report.Losses.Duration,
                report.Losses.Penalty, RezeroFactors.Of(model)));
        if (report.Step % options.ConsoleSteps == 0)
            Log(report);
        tensorboard?.Write(report);
        if (tensorboard?.WantsPicture(report.Step) == true)
            DrawPictures(report.Step);
        return Validate(report.Step);
    }

    /// <inheritdoc/>
    public void Dispose() => pictures?.Dispose();

    private bool Validate(int step)
    {
        if (validation is null || (step % options.Validation!.EverySteps != 0 && step != options.Steps))
            return false;
        var best = validations.Select(point => point.Loss).DefaultIfEmpty(double.PositiveInfinity).Min();
        using var loan = average?.Lent();
        var point = validation.Measure(step);
        validations.Add(point);
        tensorboard?.Write(point);
        LogValidation(step, point.Loss);
        return point.Loss < best;
    }

    private void DrawPictures(int step)
    {
        using var scope = NewDisposeScope();
        using var loan = average?.Lent();
        foreach (var (name, picture) in pictures!.Draw())
            tensorboard!.Write(name, picture, step);
    }

    private void Log(StepReport report)
    {
        var memory = ProcessMemory.Now();
        var rezero = string.Join(", ", RezeroFactors.Of(model).Select(entry => $"{entry.Key} {entry.Value:g3}"));
        Latest = ($"{report.Losses}, {pace.FramesPerSecond():f0} frames/s",
            $"gradient {report.GradientNorm:g3}, rate {report.LearningRate:g3}, "
            + (rezero.Length > 0 ? $"rezero [{rezero}], " : "")
            + $"{memory.Megabytes:f0} MB (at most {memory.PeakMegabytes:f0})");
        LogStep(report.Step, Latest.Brief, Latest.Details);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "step {Step}: {Brief}, {Details}")]
    private partial void LogStep(int step, string brief, string details);

    [LoggerMessage(Level = LogLevel.Information, Message = "step {Step}: validation {Loss}")]
    private partial void LogValidation(int step, double loss);
}
