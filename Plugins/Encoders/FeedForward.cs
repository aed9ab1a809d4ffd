using TorchSharp.Modules;

namespace Melange.Plugins;

/// <summary>Widens and narrows each phoneme's features, its neighbours in view.</summary>
/// <remarks>Convolution, ReLU, dropout, convolution. Source: Ren et al. 2019 (FastSpeech), section 3.1.</remarks>
internal sealed class FeedForward : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Conv1d widen;
    private readonly Conv1d narrow;
    private readonly Dropout dropout;

    /// <summary>Creates the block.</summary>
    public FeedForward(long width, GradTtsEncoderOptions options) : base(nameof(FeedForward))
    {
        var (kernel, padding) = (options.KernelSize, options.KernelSize / 2);
        widen = nn.Conv1d(width, options.FilterChannels, kernel, padding: padding);
        narrow = nn.Conv1d(options.FilterChannels, width, kernel, padding: padding);
        dropout = nn.Dropout(options.Dropout);
        RegisterComponents();
    }

    /// <summary>Multiply-adds a phoneme: 2·kernel·width·filter.</summary>
    public long MultiplyAdds => widen.weight.NumberOfElements + narrow.weight.NumberOfElements;

    /// <summary><c>[B, C, P]</c> and mask <c>[B, 1, P]</c> to <c>[B, C, P]</c>, zero in padding.</summary>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var wide = dropout.forward(widen.forward(hidden * mask).relu());             // [B, FilterChannels, P]
        return (narrow.forward(wide * mask) * mask).MoveToOuterDisposeScope();
    }
}
