using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>Holds the sizes that a config states against those that the shapes of weights tell.</summary>
/// <remarks>Rates and dilations are told by no shape.</remarks>
internal sealed partial class HifiGanFit
{
    private readonly Dictionary<string, long[]> weights; // by layer
    private readonly HifiGanSizes sizes;
    private readonly int bins;

    /// <summary>Prepares to compare.</summary>
    /// <param name="config">What the config states.</param>
    /// <param name="shapes">Shapes of the weights under our names.</param>
    public HifiGanFit((HifiGanSizes Sizes, AudioFormat Mel) config, IReadOnlyDictionary<string, long[]> shapes)
    {
        (sizes, bins) = (config.Sizes, config.Mel.Bins);
        weights = shapes.Where(shape => Layer().IsMatch(shape.Key) && shape.Value.Length == 3)
            .GroupBy(shape => Layer().Match(shape.Key).Groups[1].Value)
            .ToDictionary(layer => layer.Key, layer => layer.First().Value);
    }

    /// <summary>What the config would have to say, one sentence a field.</summary>
    public IEnumerable<string> Problems()
    {
        if (weights.TryGetValue("conv_pre", out var start))
        {
            if (start[1] != bins)
                yield return $"num_mels must be {start[1]}, as conv_pre has it, but was {bins}.";
            if (start[0] != sizes.Channels)
                yield return $"upsample_initial_channel must be {start[0]}, as conv_pre has it, but was "
                    + $"{sizes.Channels}.";
        }
        var ups = Kernels(i => $"ups.{i}");
        if (ups.Count > 0 && !ups.SequenceEqual(sizes.RateKernels))
            yield return $"upsample_kernel_sizes must be {HifiGanSizes.Shown(ups)}, as ups have them, but were "
                + $"{HifiGanSizes.Shown(sizes.RateKernels)}.";
        var isDouble = weights.ContainsKey("resblocks.0.convs1.0");
        if (isDouble != sizes.IsDouble && (isDouble || weights.ContainsKey("resblocks.0.convs.0")))
            yield return $"resblock must be \"{(isDouble ? 1 : 2)}\", as resblocks.0 has it, but was "
                + $"\"{(isDouble ? 2 : 1)}\".";
        foreach (var problem in BlockProblems(isDouble ? "convs1" : "convs", Math.Max(ups.Count, 1)))
            yield return problem;
    }

    private IEnumerable<string> BlockProblems(string name, int levels)
    {
        var all = Kernels(i => $"resblocks.{i}.{name}.0");
        var kernels = all.Take(all.Count / levels).ToList();
        if (kernels.Count > 0 && !kernels.SequenceEqual(sizes.BlockKernels))
            yield return $"resblock_kernel_sizes must be {HifiGanSizes.Shown(kernels)}, as resblocks have them, but "
                + $"were {HifiGanSizes.Shown(sizes.BlockKernels)}.";
        var rounds = kernels.Select((_, i) => Kernels(round => $"resblocks.{i}.{name}.{round}").Count).ToList();
        if (rounds.Count > 0 && !rounds.SequenceEqual(sizes.Dilations.Select(list => list.Count)))
            yield return $"resblock_dilation_sizes must be lists of {string.Join(", ", rounds)} numbers, as resblocks "
                + $"have convolutions, but were of {string.Join(", ", sizes.Dilations.Select(list => list.Count))}.";
    }

    private List<long> Kernels(Func<int, string> layer)
    {
        var found = new List<long>();
        while (weights.TryGetValue(layer(found.Count), out var shape))
            found.Add(shape[2]);
        return found;
    }

    [GeneratedRegex(@"^(.+)\.weight(?:_v)?$")]
    private static partial Regex Layer();
}
