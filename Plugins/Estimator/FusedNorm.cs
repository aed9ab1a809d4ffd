namespace Melange.Plugins;

/// <summary>Group norm, activation and time in as few passes over memory as there can be.</summary>
/// <remarks>
/// y = act(z) + shift in real frames, 0 in padding; z = x̂·weight + bias, x̂ = (x − mean)/√(variance + 1e-5), moments
/// over a group's channels, all bins and the frames that count. Source: Wu and He 2018, eq. 7. Forward reads x twice
/// and writes once, backward reads x and gradient twice and writes once. Sums are float32 along a line and float64 over
/// lines, in an order that no number of threads changes. B batch, C channels.
/// </remarks>
/// <param name="state">x.</param>
/// <param name="settings">Weights, groups, and which frames count.</param>
internal sealed unsafe class FusedNorm(ChannelsLastState state, FusedNormSettings settings)
{
    private readonly int channels = state.Channels;
    private readonly int rowBytes = state.Channels * (int)state.Tensor.ElementSize;
    private readonly LineWork work = new(state, get_num_threads());
    private readonly NormLines lines = NormLines.Of(state.Tensor.dtype, settings.Rules.Activation, state.Channels);

    /// <summary>The moments of each item's groups.</summary>
    public GroupMoments Moments()
    {
        var pivots = Pivots();                                                      // [B, C]
        var sums = work.Sums(2 * channels, (item, line, sum) =>
        {
            fixed (float* pivot = &pivots[item * channels], to = sum)
                foreach (var run in settings.Runs[item])
                    if (settings.Counts(run))
                        lines.AddMoments(new(At(state, item, line, run), 0, 0, run.Length), pivot, to);
        });
        return GroupMoments.Of(sums, pivots, Counts(), settings.Rules.Groups);
    }

    /// <summary>Writes y; its memory may be that of x.</summary>
    public void Activate(GroupMoments moments, ChannelsLastState output)
    {
        var coefficients = moments.Forward(settings);                               // [B, 3, C]
        work.Each((item, line) =>
        {
            fixed (float* own = &coefficients[item * 3 * channels])
                foreach (var run in settings.Runs[item])
                {
                    var to = At(output, item, line, run);
                    if (run.IsReal)
                        lines.Activate(new(At(state, item, line, run), 0, to, run.Length), own);
                    else
                        Clear(to, run);
                }
        });
    }

    /// <summary>Sums over each item's real positions: d = gradient·act'(z), d·x̂, and the gradient itself.</summary>
    /// <returns><c>[B, 3, C]</c>.</returns>
    public double[] GradientSums(GroupMoments moments, ChannelsLastState gradient)
    {
        var coefficients = moments.Normal(settings);                                // [B, 4, C]
        return work.Sums(3 * channels, (item, line, sum) =>
        {
            fixed (float* own = &coefficients[item * 4 * channels], to = sum)
                foreach (var run in settings.Runs[item])
                    if (run.IsReal)
                        lines.AddGradients(
                            new(At(state, item, line, run), At(gradient, item, line, run), 0, run.Length), own, to);
        });
    }

    /// <summary>Writes the gradient of x.</summary>
    /// <remarks>(weight·d − Σ(weight·d)/N − x̂·Σ(weight·d·x̂)/N)/√(variance + 1e-5), N values a group.</remarks>
    public void Differentiate(
        GroupMoments moments, double[] sums, ChannelsLastState gradient, ChannelsLastState result)
    {
        var coefficients = moments.Backward(settings, sums, Counts());              // [B, 4, C]
        work.Each((item, line) =>
        {
            fixed (float* own = &coefficients[item * 4 * channels])
                foreach (var run in settings.Runs[item])
                {
                    var to = At(result, item, line, run);
                    var rows = new LineRows(
                        At(state, item, line, run), At(gradient, item, line, run), to, run.Length);
                    if (run.IsReal)
                        lines.Differentiate(rows, own);
                    else if (settings.Rules.CountsPadding)
                        lines.DifferentiateMoments(rows, own);
                    else
                        Clear(to, run);
                }
        });
    }

    // Values of each group, by item.
    private long[] Counts() => [.. settings.Runs.Select(runs => (long)state.Lines * channels / settings.Rules.Groups
        * runs.Where(settings.Counts).Sum(run => (long)run.Length))];

    // A value near the mean, from which squares are summed without loss: the item's first that counts.
    private float[] Pivots()
    {
        var pivots = new float[state.Batch * channels];
        for (var item = 0; item < state.Batch; item++)
            if (settings.Runs[item].Where(settings.Counts).Take(1).ToArray() is [var run])
                fixed (float* zeros = new float[channels], sums = new float[2 * channels])
                {
                    lines.AddMoments(new(At(state, item, 0, run), 0, 0, 1), zeros, sums);
                    new Span<float>(sums, channels).CopyTo(pivots.AsSpan(item * channels));
                }
        return pivots;
    }

    private nint At(ChannelsLastState rows, int item, int line, FrameRun run) => rows.Address
        + (((nint)item * state.Lines + line) * state.Frames + run.Start) * rowBytes;

    private void Clear(nint rows, FrameRun run) => new Span<byte>((byte*)rows, run.Length * rowBytes).Clear();
}
