using Xunit;

namespace Melange.Testing;

/// <summary>Checks that a checkpoint of one build of a part fits another.</summary>
public static class WeightsAssert
{
    /// <summary>Fails unless two builds have weights of the same names and shapes, and give the same.</summary>
    /// <remarks>A part that is no module has no weights, and gives the same by itself.</remarks>
    /// <param name="build">Builds the part anew.</param>
    /// <param name="outputs">What a part gives, without drawing anything.</param>
    public static void FitAnotherBuild<TPart>(Func<TPart> build, Func<TPart, Tensor[]> outputs)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (build(), build());
        if (first is nn.Module source && second is nn.Module target)
        {
            Assert.Equal(Shapes(source), Shapes(target));
            target.load_state_dict(source.state_dict());
            source.eval();
            target.eval();
        }

        foreach (var (expected, actual) in outputs(first).Zip(outputs(second)))
            TensorAssert.SameBits(expected, actual);
    }

    /// <summary>Fails unless a seed decides every weight of a part, all are finite, and every module is registered.
    /// </summary>
    /// <remarks>A part that is no module has no weights. Says which weight or field it is, and how to mend it.
    /// </remarks>
    /// <param name="build">Builds the part anew; what it gives is disposed of.</param>
    public static void AreFresh(Func<object> build)
    {
        var problems = FreshWeights.Problems(build);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static IEnumerable<string> Shapes(nn.Module module) =>
        module.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");
}
