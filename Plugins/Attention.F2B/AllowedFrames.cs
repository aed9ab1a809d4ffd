namespace Melange.Plugins;

/// <summary>The few reference frames that each target frame may look at.</summary>
/// <remarks>
/// A gate that lets a frame look at its own phoneme leaves it a handful of R frames, or none. N target frames of the
/// batch look at some; the row of each is as long as the longest needs, K.
/// </remarks>
/// <param name="Looking">The N target frames.</param>
/// <param name="Rows">
/// Numbers of frames among the batch's B·R; behind a row's own frames its first again, since what is no part of the row
/// may be NaN, <c>[N, K]</c>.
/// </param>
/// <param name="Bias">0, and −∞ behind a row's own frames, <c>[N, 1, 1, K]</c>.</param>
internal sealed record AllowedFrames(LookingFrames Looking, Tensor Rows, Tensor Bias)
{
    /// <summary>K, the most frames that one may look at.</summary>
    public long Count => Rows.shape[1];

    /// <summary>Lists the frames.</summary>
    /// <param name="pairs">bool <c>[B, T, R]</c>.</param>
    /// <param name="type">Type of the scores.</param>
    /// <returns>
    /// Tensors of the current dispose scope; null where no frame looks at any, or one at half of all or more: then
    /// gathering spares too little.
    /// </returns>
    public static AllowedFrames? Of(Tensor pairs, ScalarType type)
    {
        var looking = LookingFrames.Of(pairs);
        if (looking.Count == 0)
            return null;
        using var scope = NewDisposeScope();
        var (batch, references) = (pairs.shape[0], pairs.shape[2]);
        var allowed = looking.Gather(pairs.unsqueeze(1)).squeeze(1);                // [N, R]
        var (count, most) = (allowed.shape[0], allowed.sum(1).max().item<long>());
        if (2 * most > references)
            return null;
        var frame = arange(batch * references, device: pairs.device).view(batch, 1, 1, references);
        var number = looking.Gather(frame.expand(-1, -1, pairs.shape[1], -1)).squeeze(1); // [N, R], among B·R
        var start = arange(count, device: pairs.device).unsqueeze(1) * most;
        var places = (start + allowed.cumsum(1) - 1).masked_select(allowed);        // in a table of N·K
        var own = number.masked_fill(allowed.logical_not(), long.MaxValue).amin([1], keepdim: true); // [N, 1]
        var rows = own.repeat(1, most).flatten().scatter_(0, places, number.masked_select(allowed));
        var bias = full(count * most, float.NegativeInfinity, type, pairs.device).index_fill_(0, places, 0);
        return new(
            looking, rows.view(count, most).MoveToOuterDisposeScope(),
            bias.view(count, 1, 1, most).MoveToOuterDisposeScope());
    }

    /// <summary>Gathers what each of the target frames may look at.</summary>
    /// <param name="frames"><c>[B, H, R, E]</c>.</param>
    /// <returns><c>[N, H, K, E]</c>.</returns>
    public Tensor Gather(Tensor frames)
    {
        var (heads, features) = (frames.shape[1], frames.shape[3]);
        var table = frames.transpose(1, 2).flatten(2).flatten(0, 1);                // [B·R, H·E]
        return table.index_select(0, Rows.flatten()).view(Rows.shape[0], Count, heads, features).transpose(1, 2);
    }
}
