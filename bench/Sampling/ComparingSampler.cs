namespace Melange.Bench;

/// <summary>
/// Stands in a synthesiser's place for a sampler: solves what it is given by all contenders and keeps their distances.
/// </summary>
/// <param name="solution">Gives what all are compared to.</param>
/// <param name="contenders">Those compared.</param>
/// <param name="format">Tells how many nat a unit of theirs is.</param>
internal sealed class ComparingSampler(
    ISampler solution, IReadOnlyList<SamplerContender> contenders, AudioFormat format) : IStatesProcesses
{
    private static readonly int[] Budgets = [1, 2, 4, 8, 16, 40, 80];

    /// <summary>Every contender with every number of evaluations, for each input so far.</summary>
    public List<SamplerDistance> Distances { get; } = [];

    /// <inheritdoc/>
    public bool Solves(IProcess process) => true; // contenders are built for it

    /// <inheritdoc/>
    public Tensor Sample(SamplerInput input)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var exact = solution.Sample(input);                                          // [B, M, T]
        var values = input.Mask.sum().item<long>() * exact.shape[1];
        Keep("mu", "", 0, input.Mean);
        foreach (var contender in contenders)
            foreach (var sampler in Budgets.Select(contender.WithEvaluations).OfType<ISampler>())
                Keep(contender.Sampler, contender.Grid, SamplerContender.EvaluationsOf(sampler), Solved(sampler));
        return exact.MoveToOuterDisposeScope();

        Tensor Solved(ISampler sampler)
        {
            using var random = new Generator(1, input.Random.device);
            return sampler.Sample(input with { Random = random });
        }

        void Keep(string name, string grid, int evaluations, Tensor mel)
        {
            using var inner = NewDisposeScope();
            var difference = (mel - exact) * input.Mask.unsqueeze(1) * format.MelDeviation;
            var squares = difference.square().sum().to(float64).item<double>();
            Distances.Add(new(name, grid, evaluations, squares, values));
        }
    }
}
