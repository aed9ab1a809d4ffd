using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Grad-TTS' U-Net over mel bins and frames, with attention to the reference at six sites.</summary>
/// <remarks>
/// Channels: x_t, mu and, where asked for, the speaker's values; levels of Dim, 2·Dim and 4·Dim channels, both axes
/// halved between them, not after the last. Sites: down.0, down.1, down.2, mid, up.0, up.1. Source: Popov et al. 2021
/// (Grad-TTS), section 3.3, and its official code. Departs from it: padding changes no real frame (unless
/// as-published), any number of frames works, and attention and gate are parts. B batch, C channels, M mel bins, T
/// target frames, R reference frames, D reference width.
/// </remarks>
public sealed class UNet : Module, IEstimator, IStatesCost, IKeepsFloat32
{
    private const int Levels = 3;
    private const long FrameMultiple = 1 << (Levels - 1); // both axes are halved Levels - 1 times
    private readonly TimeEmbedding time;
    private readonly ModuleList<UNetLevel> down;
    private readonly ResNetBlock beforeMid;
    private readonly AttentionBlock mid;
    private readonly ResNetBlock afterMid;
    private readonly ModuleList<UNetLevel> up;
    private readonly ConvolutionBlock final;
    private readonly Conv2d toScore;
    private readonly UNetOptions options;
    private readonly EstimatorContext context;

    /// <summary>Builds the network with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule, or does not fit the context.</exception>
    public UNet(UNetOptions options, EstimatorContext context) : base(nameof(UNet))
    {
        (this.options, this.context) = (options.Validated(), context);
        OptionsException.ThrowIfAny(options, Misfits());
        time = new TimeEmbedding(options);
        down = ModuleList(Enumerable.Range(0, Levels).Select(Down).ToArray());
        beforeMid = new ResNetBlock(Channels(Levels - 1), Channels(Levels - 1), options);
        mid = new AttentionBlock(Place("mid", Levels - 1, Channels(Levels - 1)), options);
        afterMid = new ResNetBlock(Channels(Levels - 1), Channels(Levels - 1), options);
        up = ModuleList(Enumerable.Range(0, Levels - 1).Select(Up).ToArray());
        final = new ConvolutionBlock(options.Dim, options.Dim, options);
        toScore = Conv2d(options.Dim, 1, 1);
        RegisterComponents();
        if (IsChannelsLast)
            KeepWeightsChannelsLast();
    }

    /// <inheritdoc/>
    /// <remarks>Norms, rezero, and the way of the time.</remarks>
    public IEnumerable<Module> Float32Modules => modules().SelectMany<Module, Module>(module => module switch
    {
        TimeEmbedding or NormActivation or ChannelNorm or Rezero => [module],
        ResNetBlock block => [block.FromTime],
        _ => []
    });

    // Of states and products.
    private ScalarType Type => toScore.weight.dtype;

    /// <inheritdoc/>
    public Tensor Score(EstimatorInput input)
    {
        UNetInput.FitsOrThrow(input, context);
        using var scope = NewDisposeScope();
        var frames = input.Noisy.shape[2];
        var padding = (FrameMultiple - frames % FrameMultiple) % FrameMultiple;
        var level = LevelInput.First(input, padding, (options.Padding, Type));
        Tensor[] channels = [input.Mean, input.Noisy, .. SpeakerCondition.Values(options.Speaker, input)];
        var padded = channels.Select(channel => LevelInput.Pad(channel, padding));
        var state = Joined(padded).to(Type);                                        // [B, 2 or 3, M, T+]
        var walked = Walk(state, level, time.forward(input.Time));                  // [B, M, T+]
        var output = walked.to(input.Noisy.dtype).slice(2, 0, frames, 1);           // [B, M, T]
        var score = options.Prediction == ScorePrediction.Score ? output.contiguous()
            : ScoreCorrection.Of(output, input, context.Process);
        return score.MoveToOuterDisposeScope();                                     // [B, M, T]
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The sum over its levels of two ResNet blocks and a change of resolution, two more blocks around the middle, and
    /// the time embedding; without the sites. Frames count with their padding to a multiple of 4.
    /// </remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        var (batch, frames) = (size.Batch, (size.TargetFrames + FrameMultiple - 1) / FrameMultiple * FrameMultiple);
        var levels = Enumerable.Range(0, Levels).Sum(level => down[level].MultiplyAdds(batch, Positions(level)))
            + Enumerable.Range(0, up.Count).Sum(step => up[step].MultiplyAdds(batch, Positions(Levels - 1 - step)));
        var middle = beforeMid.MultiplyAdds(batch, Positions(Levels - 1))
            + afterMid.MultiplyAdds(batch, Positions(Levels - 1));
        var last = batch * Positions(0) * (final.MultiplyAdds + toScore.weight.NumberOfElements);
        return levels + middle + last + batch * time.MultiplyAdds;

        long Positions(int level) => (context.Bins >> level) * (frames >> level);   // M·T
    }

    private Tensor Walk(Tensor state, LevelInput first, Tensor embeddedTime)
    {
        var levels = new List<LevelInput> { first };
        while (levels.Count < Levels)
            levels.Add(levels[^1].Halved(options.ReferenceStride));
        var kept = new Stack<Tensor>();
        for (var i = 0; i < Levels; i++)
        {
            var hidden = down[i].forward(state, levels[i], embeddedTime);
            kept.Push(hidden);
            state = down[i].Resample(hidden, levels[i].Mask);
        }
        state = beforeMid.forward(state, levels[^1].Mask, embeddedTime);
        state = mid.forward(state, levels[^1]);
        state = afterMid.forward(state, levels[^1].Mask, embeddedTime);
        for (var i = 0; i < up.Count; i++)
        {
            var level = levels[Levels - 1 - i];
            var hidden = up[i].forward(cat([state, kept.Pop()], 1), level, embeddedTime);
            state = up[i].Resample(hidden, level.Mask);
        }
        state = toScore.forward(final.forward(first.Mask.Apply(state), first.Mask)); // [B, 1, M, T+]
        return first.Mask.Apply(state).squeeze(1);
    }

    // Convolutions keep the memory format of what they get, and are faster with channels last; so is what follows them,
    // which wants whole instructions of channels.
    private bool IsChannelsLast => options.Dim % ChannelsLastState.Width == 0;

    private Tensor Joined(IEnumerable<Tensor> channels) => IsChannelsLast           // [B, C, M, T]
        ? stack(channels, -1).permute(0, 3, 1, 2)
        : stack(channels, 1);

    // Once: else each call of a convolution reorders its weights. Their names, shapes and values stay.
    private void KeepWeightsChannelsLast()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        foreach (var weight in parameters().Where(weight => weight.dim() == 4))
            weight.set_(weight.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2));
    }

    private long Channels(int level) => (long)options.Dim << level;

    private GateContext Place(string name, int level, long channels)
    {
        var stride = (int)Math.Pow(options.ReferenceStride, level);
        return new(new(name, level, channels, context.Bins >> level, context.ReferenceWidth, stride), context.Phonemes);
    }

    private UNetLevel Down(int level)
    {
        var inputs = level > 0 ? Channels(level - 1) : options.Speaker.Length > 0 ? 3 : 2;
        var after = level < Levels - 1 ? UNetLevel.Resolution.Halve : UNetLevel.Resolution.Keep;
        return new(inputs, Place($"down.{level}", level, Channels(level)), options, after);
    }

    private UNetLevel Up(int step)
    {
        var level = Levels - 1 - step;
        var place = Place($"up.{step}", level, Channels(level - 1));
        return new(2 * Channels(level), place, options, UNetLevel.Resolution.Double);
    }

    private IEnumerable<string> Misfits()
    {
        if (context.Bins % FrameMultiple != 0)
            yield return $"Bins must be a multiple of {FrameMultiple} for three levels, but was {context.Bins}.";
        foreach (var misfit in SpeakerCondition.Misfits(options.Speaker, context))
            yield return misfit;
        if (SpeakerCondition.Named(options.Speaker, context) is { } speaker && speaker.Width != context.Bins)
            yield return $"Speaker must name a condition of {context.Bins} features, "
                + $"but '{speaker.Name}' has {speaker.Width}.";
    }
}
