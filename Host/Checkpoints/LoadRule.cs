namespace Melange.Host.Checkpoints;

/// <summary>What follows when a checkpoint does not fit: an error, or a report and what fits.</summary>
public sealed class LoadRule
{
    /// <summary>The option of every command that loads a model.</summary>
    public const string Option = "--accept-differences";

    private readonly TextWriter? report;

    private LoadRule(TextWriter? report) => this.report = report;

    /// <summary>Any difference is an error.</summary>
    public static LoadRule Strict { get; } = new(null);

    /// <summary>Differences are printed, and loading goes on with what fits.</summary>
    public static LoadRule Accepting(TextWriter report) => new(report);

    /// <summary>Whether loading goes on in spite of differences.</summary>
    public bool IsAccepting => report is not null;

    /// <summary>Stops at differences, or prints them.</summary>
    /// <param name="place">The checkpoint.</param>
    /// <param name="differences">One a line.</param>
    /// <exception cref="FaultException">There are differences, and they are not accepted.</exception>
    public void Apply(string place, IReadOnlyList<string> differences)
    {
        if (differences.Count == 0)
            return;
        var lines = string.Concat(differences.Select(difference => $"\n  {difference}"));
        if (report is null)
            throw new FaultException([new(place, 0,
                $"does not fit (- missing, + too many, ~ other); {Option} goes on with what fits:{lines}")]);
        report.WriteLine($"{place}: does not fit (- missing, + too many, ~ other); going on with what fits:{lines}");
    }
}
