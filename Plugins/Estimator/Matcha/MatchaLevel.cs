using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>One level: a ResNet block, transformer blocks with their sites, and a change of resolution.</summary>
/// <remarks>Source: Mehta et al. 2024 (Matcha-TTS), official code, class Decoder.</remarks>
internal sealed class MatchaLevel : Module
{
    private readonly FrameResNet first;
    private readonly ModuleList<FrameTransformer> blocks;
    private readonly Conv1d? convolution;
    private readonly ConvTranspose1d? twice;
    private readonly bool isAsPublished;

    /// <summary>Builds a level with fresh weights.</summary>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="places">A site for each transformer block.</param>
    /// <param name="options">The options of the network.</param>
    /// <param name="after">What becomes of the frames at its end.</param>
    public MatchaLevel(long inputs, IReadOnlyList<GateContext> places, MatchaOptions options, Resolution after)
        : base(nameof(MatchaLevel))
    {
        isAsPublished = options.Padding == PaddingArithmetic.AsPublished;
        var channels = places[0].Site.Channels;
        var rules = new NormRules(options.Groups, isAsPublished, ActivationKind.Mish);
        first = new FrameResNet(inputs, channels, 4 * options.Channels[0], rules);
        blocks = ModuleList(places.Select(place => new FrameTransformer(place, options)).ToArray());
        convolution = after is Resolution.Halve or Resolution.Keep
            ? Conv1d(channels, channels, 3, stride: after == Resolution.Halve ? 2 : 1, padding: 1) : null;
        twice = after == Resolution.Double ? ConvTranspose1d(channels, channels, 4, stride: 2, padding: 1) : null;
        RegisterComponents();
    }

    /// <summary>What a level does to the frames at its end: nothing, or a convolution that keeps, halves or doubles
    /// them.</summary>
    public enum Resolution { None, Keep, Halve, Double }

    /// <summary>Multiply-adds of a batch, without its sites; frames are those of the level.</summary>
    public long MultiplyAdds(long batch, long frames) => first.MultiplyAdds(batch, frames)
        + blocks.Sum(block => block.MultiplyAdds(batch, frames))
        + batch * frames / (convolution?.stride[0] ?? 1) * (convolution?.weight.NumberOfElements ?? 0)
        + batch * frames * (twice?.weight.NumberOfElements ?? 0);

    /// <summary>Maps <c>[B, inputs, T]</c> to <c>[B, C, T]</c> at the same resolution.</summary>
    public Tensor forward(Tensor state, LevelInput level, Tensor time)
    {
        using var scope = NewDisposeScope();
        var bias = isAsPublished ? level.Mask.Factor : level.Mask.ScoreBias(state.dtype); // published: + 1 where real
        var hidden = first.forward(state, level.Mask, time);
        foreach (var block in blocks)
            hidden = block.forward(hidden, level, bias);
        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>Changes the resolution of <c>[B, C, T]</c>; padding is left out before.</summary>
    public Tensor Resample(Tensor state, FrameMask mask)
    {
        using var scope = NewDisposeScope();
        var real = mask.ApplyFrames(state);
        return (convolution?.forward(real) ?? twice?.forward(real) ?? state.alias()).MoveToOuterDisposeScope();
    }
}
