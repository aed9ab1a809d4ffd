using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Tells synthesis from recordings by every p-th sample: HiFi-GAN's multi-period discriminator for one p.
/// </summary>
/// <remarks>
/// Audio, reflected at its end to a multiple of p, stands in rows of p; convolutions run down its columns, each by
/// itself. Source: Kong et al. 2020, section 2.3, figure 2b; sizes of jik876/hifi-gan (4769534),
/// <c>DiscriminatorP</c>. Departs: nothing in what it computes; weights are <c>[out, in, kernel]</c> where the official
/// ones are <c>[out, in, kernel, 1]</c>.
/// </remarks>
public sealed class PeriodDiscriminator : Module<Tensor, Judgement>
{
    private const long Kernel = 5, Stride = 3;
    private const int Strided = 4; // layers

    private readonly long period;
    private readonly ModuleList<NormedConvolution> convs;
    private readonly IReadOnlyList<NormedConvolution> end; // a list: its official name has an underscore

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="period">The period p, in samples.</param>
    /// <param name="widest">Channels of the widest layers.</param>
    public PeriodDiscriminator(long period, long widest) : base(nameof(PeriodDiscriminator))
    {
        this.period = period;
        long[] channels = [1, widest / 32, widest / 8, widest / 2, widest, widest];
        register_module(nameof(convs), convs = [.. Enumerable.Range(0, channels.Length - 1).Select(layer =>
            new NormedConvolution(new(channels[layer], channels[layer + 1], Kernel)
            {
                Stride = layer < Strided ? Stride : 1
            }, isNormed: true))]);
        NormedConvolution last = new(new(widest, 1, HifiGanDiscriminators.EndKernel), isNormed: true);
        register_module("conv_post", last);
        end = [last];
    }

    /// <inheritdoc/>
    /// <param name="input">Audio, <c>[B, 1, L]</c>.</param>
    public override Judgement forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return HifiGanDiscriminators.Judge(
            Columns(input), [.. convs.Concat(end).Select(layer => (Func<Tensor, Tensor>)layer.AlongColumns)]);
    }

    private Tensor Columns(Tensor audio)
    {
        var missing = (period - (audio.shape[2] % period)) % period;
        var whole = missing == 0 ? audio : functional.pad(audio, (0, missing), PaddingModes.Reflect);
        return whole.reshape(audio.shape[0], 1, -1, period);
    }
}
