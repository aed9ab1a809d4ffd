namespace Melange.Bench;

/// <summary>How far a sampler ends from the solution that all are compared to.</summary>
/// <param name="Sampler">Its id.</param>
/// <param name="Grid">Its grid of times.</param>
/// <param name="Evaluations">Scores that it asked for.</param>
/// <param name="Squares">Sum of squared differences, in nat².</param>
/// <param name="Values">Mel values that were compared.</param>
internal sealed record SamplerDistance(string Sampler, string Grid, int Evaluations, double Squares, long Values)
{
    /// <summary>Root mean square over mel values, in nat of the log-mel.</summary>
    public double RootMeanSquare => Math.Sqrt(Squares / Values);
}
