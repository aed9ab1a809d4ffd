using TorchSharp.Modules;

namespace Melange.Plugins;

/// <summary>Lets each phoneme attend to all others of its text; how it knows where they are is its heirs' matter.
/// </summary>
/// <remarks>
/// <c>z = softmax(q·kᵀ/√A)·v</c> for each head, scores of padding -1e4. Source: Vaswani et al. 2017, eq. 1, as in
/// Grad-TTS.
/// </remarks>
internal abstract class PhonemeAttention : nn.Module<Tensor, Tensor, Tensor>
{
    private const double PaddingScore = -1e4;

    private protected readonly Conv1d toQuery; // field names = state_dict keys: renaming one breaks checkpoints
    private protected readonly Conv1d toKey;
    private protected readonly Conv1d toValue;
    private protected readonly Conv1d toOutput;
    private protected readonly Dropout dropout;
    private readonly int heads;

    /// <summary>Creates the projections for features of a width that the heads divide.</summary>
    private protected PhonemeAttention(string name, long width, GradTtsEncoderOptions options) : base(name)
    {
        heads = options.Heads;
        toQuery = Projection(width);
        toKey = Projection(width);
        toValue = Projection(width);
        toOutput = nn.Conv1d(width, width, 1);
        dropout = nn.Dropout(options.Dropout);
    }

    /// <summary>Features A of a head.</summary>
    private protected long HeadWidth => toOutput.weight.shape[0] / heads;

    /// <summary>Multiply-adds of a text.</summary>
    public abstract long MultiplyAdds(long phonemes);

    /// <summary><c>[B, C, P]</c> and mask <c>[B, 1, P]</c> to <c>[B, C, P]</c>; padding holds nothing of use.</summary>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var phonemes = hidden.transpose(1, 2).contiguous();
        var query = SplitHeads(toQuery, phonemes) / Math.Sqrt(HeadWidth);               // [B, H, P, A]
        var scores = Scores(query, SplitHeads(toKey, phonemes));                        // [B, H, P, P]
        var padding = mask.eq(0).unsqueeze(1);                                          // [B, 1, 1, P]
        var weights = dropout.forward(scores.masked_fill(padding, PaddingScore).softmax(-1));
        var context = Context(weights, SplitHeads(toValue, phonemes));                  // [B, H, P, A]
        var joined = context.transpose(1, 2).flatten(2);                                // [B, P, C]
        return Linear(toOutput, joined).transpose(1, 2).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Scores <c>[B, H, P, P]</c> of queries and keys <c>[B, H, P, A]</c>.</summary>
    private protected abstract Tensor Scores(Tensor query, Tensor key);

    /// <summary>What weights <c>[B, H, P, P]</c> gather of values <c>[B, H, P, A]</c>.</summary>
    private protected abstract Tensor Context(Tensor weights, Tensor value);

    private static Conv1d Projection(long width)
    {
        var projection = nn.Conv1d(width, width, 1);
        nn.init.xavier_uniform_(projection.weight);
        return projection;
    }

    private Tensor SplitHeads(Conv1d projection, Tensor phonemes) =>
        Linear(projection, phonemes).unflatten(2, [heads, -1]).transpose(1, 2);

    private static Tensor Linear(Conv1d projection, Tensor phonemes) =>
        nn.functional.linear(phonemes, projection.weight.flatten(1), projection.bias);
}
