using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>HiFi-GAN's generator: log-mel to audio, by transposed convolutions with residual blocks between.</summary>
/// <remarks>
/// <c>x = conv(mel)</c>; for each rate <c>x = up(lrelu(x))</c>, then the mean of the blocks of all kernels; <c>tanh
/// conv(lrelu(x))</c>. Channels halve with each rate. Slope 0.1, at the end 0.01, as the official code has it. Source:
/// Kong et al. 2020, section 2.2 and appendix A.1, jik876/hifi-gan (4769534), whose names the weights have. Departs:
/// fresh weights are drawn as PyTorch's convolutions draw theirs, which is what the official <c>init_weights</c> comes
/// to, since weight norm computes the weights anew before the first step. It is a module like any other: with weight
/// norm or without, in training or not.
/// </remarks>
public sealed class HifiGanGenerator : Module<Tensor, Tensor>
{
    private const long EndKernel = 7;
    private const double EndSlope = 0.01;

    private readonly HifiGanSizes sizes;
    private readonly ModuleList<NormedConvolution> ups;
    private readonly ModuleList<HifiGanResidual> resblocks;
    private readonly IReadOnlyList<NormedConvolution> ends; // a list: the official names of both have underscores

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="sizes">Its sizes.</param>
    /// <param name="bins">Mel bins M.</param>
    /// <param name="isNormed">Whether its convolutions have weight norm.</param>
    /// <exception cref="OptionsException">The sizes break their rules.</exception>
    public HifiGanGenerator(HifiGanSizes sizes, long bins, bool isNormed) : base(nameof(HifiGanGenerator))
    {
        ArgumentNullException.ThrowIfNull(sizes);
        this.sizes = sizes.Validated();
        NormedConvolution first = new(new(bins, sizes.Channels, EndKernel), isNormed);
        register_module("conv_pre", first);
        register_module(nameof(ups), ups = [.. sizes.Rates.Select((rate, level) => new NormedConvolution(
            new(sizes.ChannelsBefore(level), sizes.ChannelsBefore(level + 1), sizes.RateKernels[level], rate, true),
            isNormed))]);
        register_module(nameof(resblocks), resblocks = [.. sizes.Rates.SelectMany((_, level) =>
            sizes.BlockKernels.Select((kernel, i) => new HifiGanResidual(
                sizes.ChannelsBefore(level + 1), kernel, sizes.Dilations[i], (sizes.IsDouble, isNormed))))]);
        NormedConvolution last = new(new(sizes.ChannelsBefore(ups.Count), 1, EndKernel), isNormed);
        register_module("conv_post", last);
        ends = [first, last];
    }

    /// <summary>Audio from mel-spectrograms.</summary>
    /// <param name="input">Natural-log mel-spectrograms, <c>[B, M, T]</c>.</param>
    /// <returns>Audio in [-1, 1], <c>[B, 1, T·hop]</c>, hop the product of the rates.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = ends[0].call(input);                                        // [B, C, T]
        for (var level = 0; level < ups.Count; level++)
        {
            using var previous = hidden;
            hidden = Raised(previous, level);                                   // [B, C / 2, T·rate]
        }
        using var last = hidden;
        return ends[1].call(functional.leaky_relu(last, EndSlope)).tanh_().MoveToOuterDisposeScope();
    }

    /// <summary>Multiply-adds of one forward pass.</summary>
    /// <param name="frames">Frames T.</param>
    public long MultiplyAdds(long frames)
    {
        var (sum, steps) = (frames * ends[0].MultiplyAdds, frames);
        for (var level = 0; level < ups.Count; level++)
        {
            sum += steps * ups[level].MultiplyAdds;
            steps *= sizes.Rates[level];
            sum += steps * BlocksOf(level).Sum(block => block.MultiplyAdds);
        }
        return sum + steps * ends[1].MultiplyAdds;
    }

    private IEnumerable<HifiGanResidual> BlocksOf(int level) =>
        resblocks.Skip(level * sizes.BlockKernels.Count).Take(sizes.BlockKernels.Count);

    private Tensor Raised(Tensor hidden, int level)
    {
        using var scope = NewDisposeScope();
        var raised = ups[level].call(functional.leaky_relu(hidden, HifiGanResidual.Slope));
        Tensor? sum = null;
        foreach (var block in BlocksOf(level))
            if (sum is null)
                sum = block.call(raised);
            else
            {
                using var one = block.call(raised);
                sum.add_(one);
            }
        return sum!.div_(sizes.BlockKernels.Count).MoveToOuterDisposeScope();
    }
}
