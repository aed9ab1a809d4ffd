using TorchSharp.Modules;

namespace Melange.Plugins;

/// <summary>Lets each phoneme attend to all others, aware of how far away they are.</summary>
/// <remarks>
/// <c>score(i, j) = qᵢ·(kⱼ + aᴷ(j − i))/√A</c>, <c>zᵢ = Σⱼ softmax(score)(i, j)·(vⱼ + aⱽ(j − i))</c>, with a table of
/// 2·WindowSize + 1 offsets that all heads share. Source: Shaw et al. 2018, eq. 3 and 4. Departs from it as Grad-TTS
/// does: a is zero outside the window, where the paper repeats its border. Scores of padding are -1e4.
/// </remarks>
internal sealed class RelativeAttention : nn.Module<Tensor, Tensor, Tensor>
{
    private const double PaddingScore = -1e4;

    private readonly Conv1d toQuery;
    private readonly Conv1d toKey;
    private readonly Conv1d toValue;
    private readonly Conv1d toOutput;
    private readonly Parameter relativeKeys;   // [1, 2·window + 1, A]
    private readonly Parameter relativeValues; // [1, 2·window + 1, A]
    private readonly Dropout dropout;
    private readonly int heads;
    private readonly int window;

    /// <summary>Creates the attention for features of a width that the heads divide.</summary>
    public RelativeAttention(long width, GradTtsEncoderOptions options) : base(nameof(RelativeAttention))
    {
        (heads, window) = (options.Heads, options.WindowSize);
        toQuery = Projection(width);
        toKey = Projection(width);
        toValue = Projection(width);
        toOutput = nn.Conv1d(width, width, 1);
        var headWidth = width / heads;
        relativeKeys = nn.Parameter(randn(1, 2 * window + 1, headWidth) / Math.Sqrt(headWidth));
        relativeValues = nn.Parameter(randn(1, 2 * window + 1, headWidth) / Math.Sqrt(headWidth));
        dropout = nn.Dropout(options.Dropout);
        RegisterComponents();
    }

    /// <summary>Multiply-adds of a text: 4·C²·P + 2·C·P·(P + 2·window + 1).</summary>
    public long MultiplyAdds(long phonemes)
    {
        var width = toOutput.weight.shape[0];
        return width * phonemes * (4 * width + 2 * (phonemes + 2 * window + 1));
    }

    /// <summary><c>[B, C, P]</c> and mask <c>[B, 1, P]</c> to <c>[B, C, P]</c>; padding holds nothing of use.</summary>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var phonemes = hidden.transpose(1, 2).contiguous();
        var query = SplitHeads(toQuery, phonemes) / Math.Sqrt(relativeKeys.shape[2]);   // [B, H, P, A]
        var key = SplitHeads(toKey, phonemes);                                          // [B, H, P, A]
        var value = SplitHeads(toValue, phonemes);                                      // [B, H, P, A]
        var scores = query.matmul(key.transpose(-2, -1)) + RelativeScores(query);             // [B, H, P, P]
        var padding = mask.eq(0).unsqueeze(1);                                                // [B, 1, 1, P]
        var weights = dropout.forward(scores.masked_fill(padding, PaddingScore).softmax(-1));
        var context = weights.matmul(value) + RelativeContext(weights);                       // [B, H, P, A]
        var joined = context.transpose(1, 2).flatten(2);                                      // [B, P, C]
        return Linear(toOutput, joined).transpose(1, 2).contiguous().MoveToOuterDisposeScope();
    }

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

    /// <summary>qᵢ·aᴷ(j − i): one product an offset of the window, then for each (i, j) that of its offset.</summary>
    private Tensor RelativeScores(Tensor query)
    {
        var byOffset = query.matmul(relativeKeys.transpose(-2, -1));             // [B, H, P, 2·window + 1]
        var position = arange(query.shape[2], device: query.device);
        var offset = position.unsqueeze(0) - position.unsqueeze(1);              // [P, P]: j - i
        var row = offset.clamp(-window, window) + window;
        return byOffset.gather(3, Spread(row, query)) * offset.abs().le(window); // [B, H, P, P]
    }

    /// <summary>Σⱼ weight(i, j)·aⱽ(j − i): for each offset of the window the weight there, if any.</summary>
    private Tensor RelativeContext(Tensor weights)
    {
        var count = weights.shape[2];
        var position = arange(count, device: weights.device).unsqueeze(1);
        var neighbour = position + arange(-window, window + 1, device: weights.device);     // [P, 2·window + 1]
        var exists = neighbour.ge(0) & neighbour.lt(count);
        var byOffset = weights.gather(3, Spread(neighbour.clamp(0, count - 1), weights)) * exists;
        return byOffset.matmul(relativeValues);                                             // [B, H, P, A]
    }

    private static Tensor Spread(Tensor index, Tensor over) =>
        index.expand(over.shape[0], over.shape[1], index.shape[0], index.shape[1]);
}
