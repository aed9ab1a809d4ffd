using TorchSharp.Modules;

namespace Melange.Plugins;

/// <summary>Lets each phoneme attend to all others, aware of how far away they are.</summary>
/// <remarks>
/// <c>score(i, j) = qᵢ·(kⱼ + aᴷ(j − i))/√A</c>, <c>zᵢ = Σⱼ softmax(score)(i, j)·(vⱼ + aⱽ(j − i))</c>, with a table of
/// 2·WindowSize + 1 offsets that all heads share. Source: Shaw et al. 2018, eq. 3 and 4. Departs from it as Grad-TTS
/// does: a is zero outside the window, where the paper repeats its border.
/// </remarks>
internal sealed class RelativeAttention : PhonemeAttention
{
    private readonly Parameter relativeKeys;   // [1, 2·window + 1, A]
    private readonly Parameter relativeValues; // [1, 2·window + 1, A]
    private readonly int window;

    /// <summary>Creates the attention for features of a width that the heads divide.</summary>
    public RelativeAttention(long width, GradTtsEncoderOptions options)
        : base(nameof(RelativeAttention), width, options)
    {
        window = options.WindowSize;
        relativeKeys = nn.Parameter(randn(1, 2 * window + 1, HeadWidth) / Math.Sqrt(HeadWidth));
        relativeValues = nn.Parameter(randn(1, 2 * window + 1, HeadWidth) / Math.Sqrt(HeadWidth));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <remarks>4·C²·P + 2·C·P·(P + 2·window + 1).</remarks>
    public override long MultiplyAdds(long phonemes)
    {
        var width = toOutput.weight.shape[0];
        return width * phonemes * (4 * width + 2 * (phonemes + 2 * window + 1));
    }

    private protected override Tensor Scores(Tensor query, Tensor key) =>
        query.matmul(key.transpose(-2, -1)) + RelativeScores(query);

    private protected override Tensor Context(Tensor weights, Tensor value) =>
        weights.matmul(value) + RelativeContext(weights);

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
