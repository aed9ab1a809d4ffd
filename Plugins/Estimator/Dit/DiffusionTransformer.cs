using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>A transformer over frames whose blocks the time steers, with a site for the reference in each.</summary>
/// <remarks>
/// Channels: x_t, mu and, where asked for, a speaker's values, joined in each frame and made D features by a linear
/// layer; blocks; a norm that the time scales and shifts, and a linear layer to the bins, zero at first. Sites:
/// block.0, …, with one bin, so that f2f and f2b are one map there. Source: Peebles and Xie 2023 (DiT), section 3.2;
/// over mel frames after Chen et al. 2024 (F5-TTS). Departs from them: rotary places, sites, mu in the place of text,
/// frames in the place of patches; padding changes no real frame. B batch, M mel bins, T target frames, D features.
/// </remarks>
public sealed class DiffusionTransformer : Module, IEstimator, IStatesCost
{
    private const int Waves = 256;
    private readonly TimeEmbedding time;
    private readonly Linear fromInput;
    private readonly ModuleList<DitBlock> blocks;
    private readonly Linear finalFromTime;
    private readonly Linear toAnswer;
    private readonly DitOptions options;
    private readonly EstimatorContext context;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule, or does not fit the context.</exception>
    public DiffusionTransformer(DitOptions options, EstimatorContext context) : base(nameof(DiffusionTransformer))
    {
        (this.options, this.context) = (options.Validated(), context);
        OptionsException.ThrowIfAny(options, SpeakerCondition.Misfits(options.Speaker, context));
        var width = (long)options.Layout.Width;
        time = new(Waves, (width, width), options.TimeScale, ActivationKind.Silu);
        fromInput = Linear(2 * context.Bins + (Speaker?.Width ?? 0), width);
        blocks = ModuleList(options.SiteNames.Select(name => new DitBlock(
            new(new(name, 0, width, 1, context.ReferenceWidth), context.Phonemes), options)).ToArray());
        finalFromTime = Linear(width, 2 * width);
        toAnswer = Linear(width, context.Bins);
        foreach (var layer in new[] { finalFromTime, toAnswer })
        {
            init.zeros_(layer.weight);
            init.zeros_(layer.bias!);
        }
        RegisterComponents();
    }

    private Condition? Speaker => SpeakerCondition.Named(options.Speaker, context);

    /// <inheritdoc/>
    public Tensor Score(EstimatorInput input)
    {
        UNetInput.FitsOrThrow(input, context);
        using var scope = NewDisposeScope();
        var type = toAnswer.weight.dtype;
        var level = LevelInput.First(input, padding: 0, (PaddingArithmetic.Exact, type));
        var said = functional.silu(time.forward(input.Time));                       // [B, D]
        var joined = cat([input.Noisy, input.Mean, .. SpeakerCondition.Values(options.Speaker, input)], 1);
        var frames = fromInput.forward(joined.to(type).transpose(1, 2));            // [B, T, D]
        var bias = level.Mask.ScoreBias(type);
        foreach (var block in blocks)
            frames = block.forward(frames, level, said, bias);
        var last = finalFromTime.forward(said).unsqueeze(1).chunk(2, -1);           // two of [B, 1, D]
        var output = toAnswer.forward(DitBlock.Normal(frames, last[0], last[1])).transpose(1, 2); // [B, M, T]
        var real = level.Mask.ApplyFrames(output).to(input.Noisy.dtype).contiguous();
        var answer = options.Prediction == ScorePrediction.Score
            ? real : ScoreCorrection.Of(real, input, context.Process);
        return answer.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>The sum over its blocks, the layers around them and the time embedding; without the sites.</remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        return blocks.Sum(block => block.MultiplyAdds(size.Batch, size.TargetFrames)) + size.Batch * (time.MultiplyAdds
            + finalFromTime.weight.NumberOfElements
            + size.TargetFrames * (fromInput.weight.NumberOfElements + toAnswer.weight.NumberOfElements));
    }
}
