namespace Melange.Host.Checkpoints;

/// <summary>Compares the tensors that a checkpoint holds with those that a model has.</summary>
public static class TensorDifferences
{
    private const int MostLines = 20;

    /// <summary>Says what does not fit, one line a name: missing, too many, or of another shape.</summary>
    /// <param name="found">Shapes of what the checkpoint holds.</param>
    /// <param name="wanted">Shapes of what the model has.</param>
    /// <returns><c>- name [2, 3]</c>, <c>+ name [2, 3]</c> or <c>~ name [2, 3] -> [4, 3]</c>, from found to wanted.
    /// </returns>
    public static IReadOnlyList<string> Between(
        IReadOnlyDictionary<string, long[]> found, IReadOnlyDictionary<string, long[]> wanted) =>
    [
        .. Capped(wanted.Keys.Except(found.Keys), name => $"- {name} {Shown(wanted[name])}", "missing"),
        .. Capped(found.Keys.Except(wanted.Keys), name => $"+ {name} {Shown(found[name])}", "too many"),
        .. Capped(found.Keys.Intersect(wanted.Keys).Where(name => !found[name].SequenceEqual(wanted[name])),
            name => $"~ {name} {Shown(found[name])} -> {Shown(wanted[name])}", "of another shape")
    ];

    /// <summary>The shapes of tensors.</summary>
    public static IReadOnlyDictionary<string, long[]> Shapes(IReadOnlyDictionary<string, Tensor> tensors) =>
        tensors.ToDictionary(entry => entry.Key, entry => entry.Value.shape);

    /// <summary>Copies every tensor that has a place of its name and shape.</summary>
    public static void CopyFitting(
        IReadOnlyDictionary<string, Tensor> found, IReadOnlyDictionary<string, Tensor> wanted)
    {
        using var off = no_grad();
        foreach (var (name, target) in wanted)
            if (found.TryGetValue(name, out var source) && source.shape.SequenceEqual(target.shape))
                target.copy_(source);
    }

    private static IEnumerable<string> Capped(IEnumerable<string> names, Func<string, string> line, string kind)
    {
        var ordered = names.Order(StringComparer.Ordinal).ToList();
        var lines = ordered.Take(MostLines).Select(line);
        return ordered.Count <= MostLines ? lines : lines.Append($"and {ordered.Count - MostLines} more {kind}");
    }

    private static string Shown(long[] shape) => $"[{string.Join(", ", shape)}]";
}
