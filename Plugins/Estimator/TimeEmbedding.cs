using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Embeds the diffusion time: sines and cosines, then a perceptron.</summary>
/// <remarks>
/// sin and cos of scale·t·10000^(−i/(Dim/2 − 1)). Source: Vaswani et al. 2017, section 3.5, as in Grad-TTS' official
/// code.
/// </remarks>
internal sealed class TimeEmbedding : Module
{
    private readonly Linear first;
    private readonly Linear second;
    private readonly int width;
    private readonly double scale;
    private readonly ActivationKind activation;

    /// <summary>Builds the perceptron with fresh weights.</summary>
    public TimeEmbedding(UNetOptions options) : base(nameof(TimeEmbedding))
    {
        (width, scale, activation) = (options.Dim, options.TimeScale, options.Activation);
        first = Linear(width, 4 * width);
        second = Linear(4 * width, width);
        RegisterComponents();
    }

    /// <summary>Multiply-adds an item: 8·Dim².</summary>
    public long MultiplyAdds => first.weight.NumberOfElements + second.weight.NumberOfElements;

    /// <summary>Embeds times <c>[B]</c> as <c>[B, Dim]</c>.</summary>
    public Tensor forward(Tensor time)
    {
        using var scope = NewDisposeScope();
        var half = width / 2;
        var order = arange(half, dtype: time.dtype, device: time.device);           // [Dim/2]
        var rates = (order * (-Math.Log(10000) / (half - 1))).exp();                // [Dim/2]
        var angles = scale * time.unsqueeze(1) * rates.unsqueeze(0);                // [B, Dim/2]
        var waves = cat([angles.sin(), angles.cos()], -1).to(first.weight!.dtype);  // [B, Dim]
        return second.forward(activation.Of(first.forward(waves))).MoveToOuterDisposeScope();
    }
}
