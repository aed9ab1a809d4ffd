using TorchSharp.Modules;

namespace Melange.Plugins;

/// <summary>Says how long each phoneme lasts.</summary>
/// <remarks>
/// Twice convolution, ReLU, norm, dropout; then a projection to ln(frames).
/// Source: Ren et al. 2019 (FastSpeech), section 3.3, as in Grad-TTS.
/// </remarks>
internal sealed class DurationPredictor : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Conv1d firstConvolution;
    private readonly PositionNorm firstNorm;
    private readonly Conv1d secondConvolution;
    private readonly PositionNorm secondNorm;
    private readonly Conv1d toLogDuration;
    private readonly Dropout dropout;

    /// <summary>Creates the predictor.</summary>
    public DurationPredictor(long width, GradTtsEncoderOptions options) : base(nameof(DurationPredictor))
    {
        var (channels, kernel, padding) = (options.DurationChannels, options.KernelSize, options.KernelSize / 2);
        firstConvolution = nn.Conv1d(width, channels, kernel, padding: padding);
        firstNorm = new PositionNorm(channels);
        secondConvolution = nn.Conv1d(channels, channels, kernel, padding: padding);
        secondNorm = new PositionNorm(channels);
        toLogDuration = nn.Conv1d(channels, 1, 1);
        dropout = nn.Dropout(options.Dropout);
        RegisterComponents();
    }

    /// <summary>Multiply-adds a phoneme: kernel·width·channels + kernel·channels² + channels.</summary>
    public long MultiplyAdds => new[] { firstConvolution, secondConvolution, toLogDuration }
        .Sum(convolution => convolution.weight.NumberOfElements);

    /// <summary><c>[B, C, P]</c> and mask <c>[B, 1, P]</c> to ln(frames) <c>[B, P]</c>, zero in padding.</summary>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var x = dropout.forward(firstNorm.forward(firstConvolution.forward(hidden * mask).relu()));
        x = dropout.forward(secondNorm.forward(secondConvolution.forward(x * mask).relu()));
        return (toLogDuration.forward(x * mask) * mask).squeeze(1).MoveToOuterDisposeScope();    // [B, P]
    }
}
