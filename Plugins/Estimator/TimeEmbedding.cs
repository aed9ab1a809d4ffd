using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Embeds the diffusion time: sines and cosines, then a perceptron.</summary>
/// <remarks>
/// sin and cos of scale·t·10000^(−i/(W/2 − 1)), W waves in all, for Grad-TTS its Dim. Source: Vaswani et al. 2017,
/// section 3.5, as in Grad-TTS' official code.
/// </remarks>
internal sealed class TimeEmbedding : Module
{
    private readonly Linear first;
    private readonly Linear second;
    private readonly long width;
    private readonly double scale;
    private readonly ActivationKind activation;

    /// <summary>Builds the perceptron with fresh weights.</summary>
    public TimeEmbedding(UNetOptions options)
        : this(options.Dim, (4 * options.Dim, options.Dim), options.TimeScale, options.Activation) { }

    /// <summary>Builds a perceptron of given widths with fresh weights.</summary>
    /// <param name="waves">Sines and cosines, even.</param>
    /// <param name="widths">Of the hidden layer, and of what comes out.</param>
    /// <param name="scale">Of the time.</param>
    /// <param name="activation">Between the layers.</param>
    public TimeEmbedding(long waves, (long Hidden, long Out) widths, double scale, ActivationKind activation)
        : base(nameof(TimeEmbedding))
    {
        (width, this.scale, this.activation) = (waves, scale, activation);
        first = Linear(waves, widths.Hidden);
        second = Linear(widths.Hidden, widths.Out);
        RegisterComponents();
    }

    /// <summary>Multiply-adds an item: those of its two layers.</summary>
    public long MultiplyAdds => first.weight.NumberOfElements + second.weight.NumberOfElements;

    /// <summary>Embeds times <c>[B]</c> as <c>[B, Out]</c>.</summary>
    public Tensor forward(Tensor time)
    {
        using var scope = NewDisposeScope();
        var half = width / 2;
        var order = arange(half, dtype: time.dtype, device: time.device);           // [W/2]
        var rates = (order * (-Math.Log(10000) / (half - 1))).exp();                // [W/2]
        var angles = scale * time.unsqueeze(1) * rates.unsqueeze(0);                // [B, W/2]
        var waves = cat([angles.sin(), angles.cos()], -1).to(first.weight!.dtype);  // [B, W]
        return second.forward(activation.Of(first.forward(waves))).MoveToOuterDisposeScope();
    }
}
