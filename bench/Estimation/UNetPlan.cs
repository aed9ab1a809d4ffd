namespace Melange.Bench;

/// <summary>The estimator's layers, told by its channels and sizes alone.</summary>
/// <remarks>As <c>UNet</c>: three levels, six sites, two ResNet blocks before each, around that of mid.</remarks>
internal static class UNetPlan
{
    private const int Last = 2;

    /// <summary>Every layer of one forward, in order.</summary>
    /// <param name="size">Channels, bins and frames.</param>
    public static IReadOnlyList<Layer> Layers(UNetSize size) =>
    [
        .. Enumerable.Range(0, Last + 1).SelectMany(level => Down(size, level)),
        .. ResNet(size, Last, size.At(Last), size.At(Last)), .. Site(size, Last, size.At(Last)),
        .. ResNet(size, Last, size.At(Last), size.At(Last)),
        .. Up(size, Last), .. Up(size, Last - 1),
        .. Block(size, 0, size.Dim, size.Dim), size.Layer(LayerKind.Convolution1x1, 0, size.Dim, 1)
    ];

    private static IEnumerable<Layer> Down(UNetSize size, int level)
    {
        var (inputs, channels) = (level == 0 ? size.Inputs : size.At(level - 1), size.At(level));
        IEnumerable<Layer> layers =
            [.. ResNet(size, level, inputs, channels), .. ResNet(size, level, channels, channels),
                .. Site(size, level, channels)];
        return level == Last ? layers : layers.Append(size.Layer(LayerKind.Halving, level, channels, channels));
    }

    private static IEnumerable<Layer> Up(UNetSize size, int level)
    {
        var (inputs, channels) = (2 * size.At(level), size.At(level - 1));
        return
        [
            size.Layer(LayerKind.Join, level, inputs, inputs), .. ResNet(size, level, inputs, channels),
            .. ResNet(size, level, channels, channels), .. Site(size, level, channels),
            size.Layer(LayerKind.Doubling, level, channels, channels)
        ];
    }

    private static IEnumerable<Layer> ResNet(UNetSize size, int level, long inputs, long outputs) =>
    [
        .. Block(size, level, inputs, outputs), size.Layer(LayerKind.TimeShift, level, size.Dim, outputs),
        .. Block(size, level, outputs, outputs), size.Layer(LayerKind.Addition, level, outputs, outputs),
        .. inputs == outputs ? [] : (Layer[])[size.Layer(LayerKind.Convolution1x1, level, inputs, outputs)]
    ];

    private static IEnumerable<Layer> Block(UNetSize size, int level, long inputs, long outputs) =>
    [
        size.Layer(LayerKind.Convolution3x3, level, inputs, outputs),
        size.Layer(LayerKind.NormAndMish, level, outputs, outputs)
    ];

    private static IEnumerable<Layer> Site(UNetSize size, int level, long channels) =>
    [
        size.Layer(LayerKind.Attention, level, channels, channels),
        size.Layer(LayerKind.SiteEnding, level, channels, channels)
    ];
}

/// <summary>Sizes that fix the estimator's work.</summary>
/// <param name="Inputs">Channels of the input: mean, noisy, and the speaker's if there is one.</param>
/// <param name="Dim">Channels of the first level.</param>
/// <param name="Bins">Mel bins M.</param>
/// <param name="Frames">Frames T, a multiple of 4.</param>
internal sealed record UNetSize(long Inputs, long Dim, long Bins, long Frames)
{
    /// <summary>Channels of a level.</summary>
    public long At(int level) => Dim << level;

    /// <summary>A layer at the resolution of a level.</summary>
    public Layer Layer(LayerKind kind, int level, long inputs, long outputs) =>
        new(kind, inputs, outputs, Bins >> level, Frames >> level);
}
