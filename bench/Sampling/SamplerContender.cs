namespace Melange.Bench;

/// <summary>A sampler with a grid, to be built with any number of steps.</summary>
/// <param name="Sampler">Its id.</param>
/// <param name="Grid">Its grid of times.</param>
/// <param name="Build">Builds it with a number of steps.</param>
internal sealed record SamplerContender(string Sampler, string Grid, Func<int, ISampler> Build)
{
    /// <summary>Builds it with as many steps as a number of scores allows; null where that is none.</summary>
    /// <remarks>Taken to be as many more for each step more.</remarks>
    public ISampler? WithEvaluations(int evaluations)
    {
        var (one, two) = (EvaluationsOf(Build(1)), EvaluationsOf(Build(2)));
        return evaluations < one ? null : Build(1 + (evaluations - one) / (two - one));
    }

    /// <summary>How often a sampler asks for the score, whatever it samples.</summary>
    public static int EvaluationsOf(ISampler sampler)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var (nothing, count) = (zeros(1, 1, 1), 0);
        sampler.Sample(new(nothing, nothing, ones(1, 1, dtype: ScalarType.Bool), Counted, random));
        return count;

        Tensor Counted(Tensor x, Tensor time)
        {
            count++;
            return -x;
        }
    }
}
