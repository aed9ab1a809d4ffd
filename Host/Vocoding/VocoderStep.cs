using System.Diagnostics;
using Melange.Host.Assembly.Options;
using Melange.Host.Runs;
using TorchSharp.Modules;

namespace Melange.Host.Vocoding;

/// <summary>Takes the steps of a vocoder's training: the discriminators learn, then the generator does.</summary>
/// <remarks>Source: Kong et al. 2020, section 2.4; AdamW with β₁ = 0.8, β₂ = 0.99 and decay 0.01, section 3.</remarks>
internal sealed class VocoderStep : IDisposable
{
    private const double FirstMoment = 0.8, SecondMoment = 0.99, Decay = 0.01;

    private readonly VocoderModel model;
    private readonly VocoderTrainingOptions options;
    private readonly VocoderPieces pieces;
    private readonly Device device;
    private readonly VocoderObjective objective;

    /// <summary>Prepares optimiser and losses.</summary>
    public VocoderStep(VocoderModel model, VocoderTrainingOptions options, VocoderPieces pieces, Device device)
    {
        (this.model, this.options, this.pieces, this.device) = (model, options, pieces, device);
        Optimiser = (AdamW)optim.AdamW(
            model.named_parameters(), options.LearningRate, FirstMoment, SecondMoment, weight_decay: Decay);
        objective = new(model.Networks.Discriminators, options, model.Networks.Mel);
    }

    /// <summary>The optimiser of generator and discriminators: of each step, the half that has gradients moves.
    /// </summary>
    public AdamW Optimiser { get; }

    /// <summary>Takes a step; a half whose loss is not finite does not move.</summary>
    /// <param name="step">Step, from 0.</param>
    public VocoderReport Take(int step)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        foreach (var group in Optimiser.ParamGroups)
            group.LearningRate = LearningRate.At(step, options);
        var batch = pieces.At(step, device);
        var isAgainst = step >= options.MelSteps;
        var generated = model.Networks.Generator.call(batch.LogMel);                      // [B, 1, L]
        double? discriminators = isAgainst
            ? Moved(objective.OfDiscriminators(batch.Audio, generated.detach())) : null;
        var (total, losses) = AgainstFixed(() =>
        {
            var parts = objective.OfGenerator(batch.Audio, generated, isAgainst);
            return (Moved(objective.Total(parts)), parts);
        });
        var point = new VocoderLosses(step + 1, Value(losses.Mel), losses.Adversarial is { } adversarial
            ? Value(adversarial) : null, losses.Features is { } features ? Value(features) : null, discriminators);
        var isFinite = double.IsFinite(total) && double.IsFinite(discriminators ?? 0);
        return new(point, clock.Elapsed.TotalSeconds, isFinite ? [] : batch.Ids);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        objective.Dispose();
        Optimiser.Dispose();
    }

    private double Moved(Tensor loss)
    {
        var value = Value(loss);
        if (!double.IsFinite(value))
            return value;
        model.zero_grad(); // none is left: the optimiser passes over what this loss does not reach
        loss.backward();
        Optimiser.step();
        return value;
    }

    // The generator's gradient passes through discriminators that take none themselves.
    private T AgainstFixed<T>(Func<T> work)
    {
        Require(false);
        try
        {
            return work();
        }
        finally
        {
            Require(true);
        }

        void Require(bool isLearning)
        {
            foreach (var weight in model.Networks.Discriminators.parameters())
                weight.requires_grad = isLearning;
        }
    }

    private static double Value(Tensor scalar) => scalar.item<float>();
}

/// <summary>What one step of a vocoder's training did.</summary>
/// <param name="Losses">The parts of the losses.</param>
/// <param name="Seconds">Wall time, in seconds.</param>
/// <param name="Suspects">Ids of the utterances of a step whose loss is not finite; none where it is.</param>
internal sealed record VocoderReport(VocoderLosses Losses, double Seconds, IReadOnlyList<string> Suspects);
