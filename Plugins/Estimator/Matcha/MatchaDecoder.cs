using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Matcha-TTS' decoder: a U-Net over frames of ResNet and transformer blocks, with sites for the reference.
/// </summary>
/// <remarks>
/// Channels: x_t, mu and, where asked for, a speaker's values, joined in each frame; frames are halved between levels.
/// A site stands behind the self attention of each transformer block: down.0, …, mid.0, …, up.0, …; with one bin, so
/// that f2f and f2b are one map there. Source: Mehta et al. 2024 (Matcha-TTS), section 2.2, and its official code.
/// Departs from it: padding changes no real frame (unless as-published), any number of frames works, and the time runs
/// from 0, the mel, to 1: it is embedded as 1 − t. B batch, C channels, M mel bins, T target frames, R reference
/// frames.
/// </remarks>
public sealed class MatchaDecoder : Module, IEstimator, IStatesCost
{
    private readonly TimeEmbedding time;
    private readonly ModuleList<MatchaLevel> down;
    private readonly ModuleList<MatchaLevel> mid;
    private readonly ModuleList<MatchaLevel> up;
    private readonly FrameBlock final;
    private readonly Conv1d toAnswer;
    private readonly MatchaOptions options;
    private readonly EstimatorContext context;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule, or does not fit the context.</exception>
    public MatchaDecoder(MatchaOptions options, EstimatorContext context) : base(nameof(MatchaDecoder))
    {
        (this.options, this.context) = (options.Validated(), context);
        OptionsException.ThrowIfAny(options, Misfits());
        var timeWidth = 4 * options.Channels[0];
        time = new(Inputs, (timeWidth, timeWidth), options.TimeScale, ActivationKind.Silu);
        down = ModuleList(Enumerable.Range(0, Levels).Select(Down).ToArray());
        mid = ModuleList(Enumerable.Range(0, options.MidLevels).Select(Mid).ToArray());
        up = ModuleList(Enumerable.Range(0, Levels).Select(Up).ToArray());
        final = new FrameBlock(options.Channels[0], options.Channels[0],
            new(options.Groups, options.Padding == PaddingArithmetic.AsPublished, ActivationKind.Mish));
        toAnswer = Conv1d(options.Channels[0], context.Bins, 1);
        RegisterComponents();
    }

    private int Levels => options.Channels.Count;

    private long FrameMultiple => 1L << (Levels - 1);

    private long Inputs => 2 * context.Bins + (Speaker?.Width ?? 0);

    private Condition? Speaker => SpeakerCondition.Named(options.Speaker, context);

    /// <inheritdoc/>
    public Tensor Score(EstimatorInput input)
    {
        UNetInput.FitsOrThrow(input, context);
        using var scope = NewDisposeScope();
        var frames = input.Noisy.shape[2];
        var padding = (FrameMultiple - frames % FrameMultiple) % FrameMultiple;
        var level = LevelInput.First(input, padding, (options.Padding, toAnswer.weight.dtype));
        var joined = cat([input.Noisy, input.Mean, .. SpeakerCondition.Values(options.Speaker, input)], 1);
        var state = LevelInput.Pad(joined, padding).to(toAnswer.weight.dtype);      // [B, 2M + S, T+]
        var walked = Walk(state, level, time.forward(1 - input.Time));              // [B, M, T+]
        var output = walked.to(input.Noisy.dtype).slice(2, 0, frames, 1);           // [B, M, T]
        var answer = options.Prediction == ScorePrediction.Score
            ? output.contiguous() : ScoreCorrection.Of(output, input, context.Process);
        return answer.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>The sum over its levels, the last block and the time embedding; without the sites. Frames count with
    /// their padding to a multiple of the last level's stride.</remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        var frames = (size.TargetFrames + FrameMultiple - 1) / FrameMultiple * FrameMultiple;
        var levels = down.Select((level, i) => level.MultiplyAdds(size.Batch, frames >> i)).Sum()
            + mid.Sum(level => level.MultiplyAdds(size.Batch, frames >> (Levels - 1)))
            + up.Select((level, i) => level.MultiplyAdds(size.Batch, frames >> (Levels - 1 - i))).Sum();
        return levels + size.Batch * (time.MultiplyAdds
            + frames * (final.MultiplyAdds + toAnswer.weight.NumberOfElements));
    }

    private Tensor Walk(Tensor state, LevelInput first, Tensor embeddedTime)
    {
        var levels = new List<LevelInput> { first };
        while (levels.Count < Levels)
            levels.Add(levels[^1].Halved(referenceStride: 1));
        var kept = new Stack<Tensor>();
        for (var i = 0; i < Levels; i++)
        {
            var hidden = down[i].forward(state, levels[i], embeddedTime);
            kept.Push(hidden);
            state = down[i].Resample(hidden, levels[i].Mask);
        }
        foreach (var level in mid)
            state = level.forward(state, levels[^1], embeddedTime);
        for (var i = 0; i < Levels; i++)
        {
            var level = levels[Levels - 1 - i];
            var hidden = up[i].forward(cat([state, kept.Pop()], 1), level, embeddedTime);
            state = up[i].Resample(hidden, level.Mask);
        }
        var last = final.forward(state, first.Mask);                                // [B, C, T+]
        return first.Mask.ApplyFrames(toAnswer.forward(last));
    }

    private MatchaLevel Down(int level)
    {
        var inputs = level == 0 ? Inputs : options.Channels[level - 1];
        var after = level < Levels - 1 ? MatchaLevel.Resolution.Halve : MatchaLevel.Resolution.Keep;
        return new(inputs, Places("down", level, (level, options.Channels[level])), options, after);
    }

    private MatchaLevel Mid(int level) => new(options.Channels[^1],
        Places("mid", level, (Levels - 1, options.Channels[^1])), options, MatchaLevel.Resolution.None);

    private MatchaLevel Up(int step)
    {
        var level = Levels - 1 - step;
        var channels = options.Channels[Math.Max(0, level - 1)];
        var after = level > 0 ? MatchaLevel.Resolution.Double : MatchaLevel.Resolution.Keep;
        return new(2L * options.Channels[level], Places("up", step, (level, channels)), options, after);
    }

    private List<GateContext> Places(string way, int number, (int Level, long Channels) at) =>
    [
        .. options.SitesOf(way, number).Select(name => new GateContext(
            new(name, at.Level, at.Channels, 1, context.ReferenceWidth), context.Phonemes))
    ];

    private IEnumerable<string> Misfits()
    {
        foreach (var misfit in SpeakerCondition.Misfits(options.Speaker, context))
            yield return misfit;
        if (Inputs % 2 != 0)
            yield return $"Speaker must have an even number of features, but '{options.Speaker}' has {Speaker!.Width}.";
    }
}
