using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Tells synthesis from recordings by their samples: HiFi-GAN's multi-scale discriminator at one rate.
/// </summary>
/// <remarks>Source: Kong et al. 2020, section 2.3, figure 2a; sizes of jik876/hifi-gan (4769534),
/// <c>DiscriminatorS</c>: one that hears audio as it is has spectral norm, the others weight norm.</remarks>
public sealed class ScaleDiscriminator : Module<Tensor, Judgement>
{
    // Kernel, stride, groups; channels out as the part of the widest.
    private static readonly (long Kernel, long Stride, long Groups, long Part)[] Layers =
        [(15, 1, 1, 8), (41, 2, 4, 8), (41, 2, 16, 4), (41, 4, 16, 2), (41, 4, 16, 1), (41, 1, 16, 1), (5, 1, 1, 1)];

    private readonly ModuleList<Module<Tensor, Tensor>> convs;
    private readonly IReadOnlyList<Module<Tensor, Tensor>> end; // a list: its official name has an underscore

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="widest">Channels of the widest layers.</param>
    /// <param name="isSpectral">Whether it has spectral norm.</param>
    public ScaleDiscriminator(long widest, bool isSpectral) : base(nameof(ScaleDiscriminator))
    {
        register_module(nameof(convs), convs = [.. Layers.Select((layer, i) =>
        {
            var before = i == 0 ? 1 : widest / Layers[i - 1].Part;
            return Convolution(new(before, widest / layer.Part, layer.Kernel)
            {
                Stride = layer.Stride,
                Groups = Common(layer.Groups, before)
            });
        })]);
        var last = Convolution(new(widest, 1, HifiGanDiscriminators.EndKernel));
        register_module("conv_post", last);
        end = [last];

        Module<Tensor, Tensor> Convolution(ConvolutionShape shape) =>
            isSpectral ? new SpectralConvolution(shape) : new NormedConvolution(shape, isNormed: true);
    }

    /// <inheritdoc/>
    /// <param name="input">Audio, <c>[B, 1, L]</c>.</param>
    public override Judgement forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return HifiGanDiscriminators.Judge(
            input, [.. convs.Concat(end).Select(layer => (Func<Tensor, Tensor>)layer.call)]);
    }

    // A narrow one has fewer groups: no more than channels, and both sides divide by them.
    private static long Common(long groups, long channels) =>
        channels % groups == 0 ? groups : Common(groups / 2, channels);
}
