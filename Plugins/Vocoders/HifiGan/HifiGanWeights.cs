using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>The weights of HiFi-GAN's generator under the names that programs have for them.</summary>
/// <remarks>
/// Ours are those of the official code: <c>conv_pre</c>, <c>ups.0</c>, <c>resblocks.0.convs1.0</c>, <c>conv_post</c>,
/// each with <c>bias</c>, and <c>weight</c>, or <c>weight_g</c> and <c>weight_v</c> where weight norm is not folded.
/// Taken as well: what stands before them (<c>generator.</c>), and the names of <c>torch.nn.utils.parametrizations</c>.
/// </remarks>
internal static partial class HifiGanWeights
{
    private const string Length = $".{NormedConvolution.Length}", Direction = $".{NormedConvolution.Direction}";

    /// <summary>Our name for each name that is of a generator.</summary>
    /// <param name="names">Names of a file.</param>
    public static IReadOnlyDictionary<string, string> Names(IEnumerable<string> names) => names
        .Where(name => Official().IsMatch(name))
        .ToDictionary(name => name, name => Official().Replace(name, "$1")
            .Replace("parametrizations.weight.original0", NormedConvolution.Length, StringComparison.Ordinal)
            .Replace("parametrizations.weight.original1", NormedConvolution.Direction, StringComparison.Ordinal));

    /// <summary>Whether weight norm is not folded.</summary>
    /// <param name="names">Our names.</param>
    public static bool IsNormed(IEnumerable<string> names) =>
        names.Any(name => name.EndsWith(Length, StringComparison.Ordinal));

    /// <summary>Puts weights into a generator without weight norm, folded.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="weights">Its weights under any of the names.</param>
    /// <exception cref="InvalidDataException">They are others than the generator's; the message says which.</exception>
    public static void Load(HifiGanGenerator generator, IReadOnlyDictionary<string, Tensor> weights)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        GeneratorFiles.Copy(Folded(GeneratorFiles.Ours(weights, Names(weights.Keys))), generator);
    }

    private static Dictionary<string, Tensor> Folded(Dictionary<string, Tensor> weights)
    {
        foreach (var length in weights.Keys.Where(name => name.EndsWith(Length, StringComparison.Ordinal)).ToList())
        {
            var layer = length[..^Length.Length];
            if (!weights.TryGetValue(layer + Direction, out var direction) || direction.dim() != 3)
                continue;
            weights[$"{layer}.{NormedConvolution.Weight}"] = NormedConvolution.Folded(
                weights[length].to(float32), direction.to(float32));
            weights.Remove(length);
            weights.Remove(layer + Direction);
        }
        return weights;
    }

    // Whatever stands before the names of the official code.
    [GeneratedRegex(@"^(?:\w+\.)*?((?:conv_pre|conv_post|ups|resblocks)\..*)$")]
    private static partial Regex Official();
}
