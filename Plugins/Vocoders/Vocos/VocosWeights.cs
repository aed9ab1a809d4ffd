using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>The weights of Vocos' generator under the names that programs have for them.</summary>
/// <remarks>
/// Ours are those of the official code, <c>backbone.</c> and <c>head.out.</c>, and <c>head.mel.</c>; something may
/// stand before them. What makes log-mels (<c>feature_extractor.</c>) and the head's window (<c>head.istft.</c>) are no
/// weights.
/// </remarks>
internal static partial class VocosWeights
{
    /// <summary>Our name for each name that is of a generator.</summary>
    /// <param name="names">Names of a file.</param>
    public static IReadOnlyDictionary<string, string> Names(IEnumerable<string> names) => names
        .Where(name => Official().IsMatch(name))
        .ToDictionary(name => name, name => Official().Replace(name, "$1"));

    /// <summary>Puts weights into a generator.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="weights">Its weights under any of the names.</param>
    /// <exception cref="InvalidDataException">They are others than the generator's; the message says which.</exception>
    public static void Load(VocosGenerator generator, IReadOnlyDictionary<string, Tensor> weights) =>
        GeneratorFiles.Copy(GeneratorFiles.Ours(weights, Names(weights.Keys)), generator);

    [GeneratedRegex(@"^(?:\w+\.)*?((?:backbone|head\.out|head\.mel)\..*)$")]
    private static partial Regex Official();
}
