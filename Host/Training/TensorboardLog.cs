using Melange.Host.Assembly.Options;
using Melange.Host.Machine;
using Melange.Host.Runs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Host.Training;

/// <summary>Writes the course of training for TensorBoard: an event file a session.</summary>
/// <remarks>
/// Steps after the checkpoint that the session starts from are taken out of older files, so that no tag has a step
/// twice.
/// </remarks>
public sealed class TensorboardLog
{
    private readonly SummaryWriter writer;
    private readonly Module model;
    private readonly TensorboardOptions options;
    private readonly Pace pace = new();

    /// <summary>Opens the session's file.</summary>
    /// <param name="folder">Folder of the event files.</param>
    /// <param name="model">The model whose rezero factors are followed.</param>
    /// <param name="options">How often.</param>
    /// <param name="done">Steps done before this session.</param>
    public TensorboardLog(string folder, Module model, TensorboardOptions options, int done)
    {
        (this.model, this.options) = (model, options);
        EventFiles.KeepUpTo(folder, done);
        writer = torch.utils.tensorboard.SummaryWriter(folder);
    }

    /// <summary>Whether mel pictures are due after a step.</summary>
    /// <param name="step">Step, from 1.</param>
    public bool WantsPicture(int step) => options.PictureSteps > 0 && step % options.PictureSteps == 0;

    /// <summary>Writes what a step did, if one is due.</summary>
    public void Write(StepReport report)
    {
        pace.Count(report);
        if (report.Step % options.EverySteps != 0)
            return;
        var memory = ProcessMemory.Now();
        Write("loss/diffusion", report.Losses.Diffusion, report.Step);
        Write("loss/prior", report.Losses.Prior, report.Step);
        Write("loss/duration", report.Losses.Duration, report.Step);
        Write("loss/penalty", report.Losses.Penalty, report.Step);
        Write("optimiser/gradientNorm", report.GradientNorm, report.Step);
        Write("optimiser/learningRate", report.LearningRate, report.Step);
        foreach (var (site, factor) in RezeroFactors.Of(model))
            Write($"rezero/{site}", factor, report.Step);
        Write("process/framesPerSecond", pace.FramesPerSecond(), report.Step);
        Write("process/memoryMegabytes", memory.Megabytes, report.Step);
        Write("process/peakMemoryMegabytes", memory.PeakMegabytes, report.Step);
    }

    /// <summary>Writes a validation.</summary>
    public void Write(ValidationPoint point)
    {
        Write("validation/loss", point.Loss, point.Step);
        Write("validation/diffusion", point.Diffusion, point.Step);
        Write("validation/prior", point.Prior, point.Step);
        Write("validation/duration", point.Duration, point.Step);
    }

    /// <summary>Writes a picture.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="picture">Values in [0, 1], the same in three channels, <c>[3, M, T]</c>.</param>
    /// <param name="step">Step, from 1.</param>
    public void Write(string tag, Tensor picture, int step)
    {
        using var scope = NewDisposeScope();
        writer.add_img(tag, picture, step);
    }

    private void Write(string tag, double? value, int step)
    {
        if (value is { } number)
            writer.add_scalar(tag, (float)number, step);
    }
}
