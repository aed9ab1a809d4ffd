namespace Melange.Host.Training;

/// <summary>A loss or gradient is not finite: training cannot go on. The weights did not move in that step.</summary>
public sealed class DivergenceException : Exception
{
    /// <summary>Creates the exception for a step.</summary>
    /// <param name="report">The step.</param>
    /// <param name="checkpoint">The last checkpoint; null where there is none.</param>
    public DivergenceException(StepReport report, string? checkpoint) : base(Describe(report, checkpoint)) { }

    /// <summary>Creates the exception with a message only.</summary>
    public DivergenceException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public DivergenceException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public DivergenceException() { }

    private static string Describe(StepReport report, string? checkpoint) =>
        $"Step {report.Step}: the loss or its gradient is not finite: "
        + $"{report.Losses}, gradient norm {report.GradientNorm:g3}.\n"
        + (report.Blame.Length > 0 ? $"{report.Blame}\n" : "") + $"""
        Its utterances: {string.Join(", ", report.Suspects)}.
        The last good checkpoint: {checkpoint ?? "none yet"}.
        Lower training.learningRate or training.gradientNorm, or look at these utterances.
        """;
}
