using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>What a frame of a log-mel and its neighbours come to: a convolution, then blocks of ConvNeXt.</summary>
/// <remarks>
/// <c>x = norm(conv(mel))</c>; each block adds to it; <c>norm(x)</c>. Source: Siuzdak 2023, section 3.3.
/// </remarks>
internal sealed class VocosBackbone : Module<Tensor, Tensor>
{
    /// <summary>Frames to each side that a convolution hears.</summary>
    public const int Reach = 3;

    private const double NormFloor = 1e-6;

    private readonly Conv1d embed;
    private readonly LayerNorm norm;
    private readonly ModuleList<VocosBlock> convnext;
    private readonly IReadOnlyList<LayerNorm> ends; // a list: the official name has underscores

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="sizes">Its sizes.</param>
    /// <param name="bins">Mel bins M.</param>
    public VocosBackbone(VocosSizes sizes, long bins) : base(nameof(VocosBackbone))
    {
        register_module(nameof(embed), embed = Conv1d(bins, sizes.Channels, 2 * Reach + 1, padding: Reach));
        register_module(nameof(norm), norm = Norm(sizes.Channels));
        register_module(nameof(convnext),
            convnext = [.. Enumerable.Range(0, sizes.Layers).Select(_ => new VocosBlock(sizes))]);
        ends = [Norm(sizes.Channels)];
        register_module("final_layer_norm", ends[0]);
    }

    /// <inheritdoc/>
    /// <param name="input"><c>[B, M, T]</c>.</param>
    /// <returns><c>[B, T, C]</c>.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = norm.call(embed.call(input).transpose(1, 2));          // [B, T, C]
        foreach (var block in convnext)
            hidden = block.call(hidden);
        return ends[0].call(hidden).MoveToOuterDisposeScope();
    }

    /// <summary>A norm over the channels of each frame.</summary>
    internal static LayerNorm Norm(long channels) => LayerNorm(channels, NormFloor);
}
