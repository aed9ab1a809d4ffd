using TorchSharp.Modules;

namespace Melange.Plugins;

/// <summary>One layer of the text encoder: attention, then feed-forward, each added and normalised.</summary>
/// <remarks><c>x ← norm(x + part(x))</c> twice. Source: Vaswani et al. 2017, section 3.1, as in Grad-TTS.</remarks>
internal sealed class TransformerLayer : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly PhonemeAttention attention;
    private readonly PositionNorm attentionNorm;
    private readonly FeedForward feedForward;
    private readonly PositionNorm feedForwardNorm;
    private readonly Dropout dropout;

    /// <summary>Creates the layer around an attention of that width.</summary>
    public TransformerLayer(PhonemeAttention attention, long width, GradTtsEncoderOptions options)
        : base(nameof(TransformerLayer))
    {
        this.attention = attention;
        attentionNorm = new PositionNorm(width);
        feedForward = new FeedForward(width, options);
        feedForwardNorm = new PositionNorm(width);
        dropout = nn.Dropout(options.Dropout);
        RegisterComponents();
    }

    /// <summary>Multiply-adds of a text: those of attention and feed-forward.</summary>
    public long MultiplyAdds(long phonemes) =>
        attention.MultiplyAdds(phonemes) + phonemes * feedForward.MultiplyAdds;

    /// <summary><c>[B, C, P]</c> and mask <c>[B, 1, P]</c> to <c>[B, C, P]</c>; padding holds nothing of use.</summary>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var x = hidden * mask;
        x = attentionNorm.forward(x + dropout.forward(attention.forward(x, mask)));
        x = feedForwardNorm.forward(x + dropout.forward(feedForward.forward(x, mask)));
        return x.MoveToOuterDisposeScope();
    }
}
