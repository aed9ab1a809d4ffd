namespace Melange.Plugins;

/// <summary>Sizes of HiFi-GAN's generator, as its own <c>config.json</c> has them.</summary>
public sealed record HifiGanSizes
{
    /// <summary>Whether each dilated convolution of a block has a second one: <c>resblock</c> 1; 2 has none.</summary>
    public required bool IsDouble { get; init; }

    /// <summary>Factor of each transposed convolution, <c>upsample_rates</c>; their product is the hop.</summary>
    public required IReadOnlyList<long> Rates { get; init; }

    /// <summary>Steps of their kernels, <c>upsample_kernel_sizes</c>: each its rate and an even number more.</summary>
    public required IReadOnlyList<long> RateKernels { get; init; }

    /// <summary>Channels before the first of them, <c>upsample_initial_channel</c>; halved by each.</summary>
    public required long Channels { get; init; }

    /// <summary>Steps of the blocks' kernels, <c>resblock_kernel_sizes</c>: odd.</summary>
    public required IReadOnlyList<long> BlockKernels { get; init; }

    /// <summary>Dilations of each block, <c>resblock_dilation_sizes</c>.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Dilations { get; init; }

    /// <summary>Samples from one frame to the next.</summary>
    public long HopSamples => Rates.Aggregate(1L, (product, rate) => product * rate);

    /// <summary>Frames to each side of a frame that its samples depend on, at most.</summary>
    /// <remarks>
    /// From the end: 3 samples of the last convolution; at each level what the widest block reaches, then a transposed
    /// convolution, of which r outputs to a side hear ⌊(r + (kernel + rate)/2 − 1)/rate⌋ inputs to that side; 3 frames
    /// of the first convolution.
    /// </remarks>
    public long ReachFrames
    {
        get
        {
            const long EndReach = 3;
            var reach = EndReach;
            for (var level = Rates.Count - 1; level >= 0; level--)
            {
                reach += BlockReach;
                reach = (reach + (RateKernels[level] + Rates[level]) / 2 - 1) / Rates[level];
            }
            return reach + EndReach;
        }
    }

    /// <summary>Channels before a level; behind the last one where it is the number of levels.</summary>
    public long ChannelsBefore(int level) => Channels >> level;

    /// <summary>Returns these sizes if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public HifiGanSizes Validated() => OptionsException.ThrowIfAny(this, Problems());

    // A block of kind 1 follows each dilated convolution with one that is not.
    private long BlockReach => BlockKernels.Zip(Dilations, (kernel, dilations) =>
        (kernel - 1) / 2 * dilations.Sum(dilation => dilation + (IsDouble ? 1 : 0))).Max();

    private IEnumerable<string> Problems()
    {
        if (Rates.Count == 0 || Rates.Any(rate => rate < 1))
            yield return $"upsample_rates must be at least one, each at least 1, but were {Shown(Rates)}.";
        if (RateKernels.Count != Rates.Count
            || RateKernels.Zip(Rates).Any(pair => pair.First < pair.Second || (pair.First - pair.Second) % 2 != 0))
            yield return $"upsample_kernel_sizes must be one for each of upsample_rates {Shown(Rates)}, that rate and "
                + $"an even number more, but were {Shown(RateKernels)}.";
        if (Channels < 1 || Channels % (1L << Math.Min(Rates.Count, 62)) != 0)
            yield return $"upsample_initial_channel must be above 0 and divide by 2 for each of the {Rates.Count} "
                + $"upsample_rates, but was {Channels}.";
        if (BlockKernels.Count == 0 || BlockKernels.Any(kernel => kernel < 1 || kernel % 2 == 0))
            yield return $"resblock_kernel_sizes must be at least one, each odd, but were {Shown(BlockKernels)}.";
        if (Dilations.Count != BlockKernels.Count
            || Dilations.Any(list => list.Count == 0 || list.Any(dilation => dilation < 1)))
            yield return "resblock_dilation_sizes must be a list of numbers from 1 for each of resblock_kernel_sizes "
                + $"{Shown(BlockKernels)}, but were [{string.Join(", ", Dilations.Select(Shown))}].";
    }

    internal static string Shown(IReadOnlyList<long> list) => $"[{string.Join(", ", list)}]";
}
