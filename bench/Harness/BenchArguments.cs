namespace Melange.Bench;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Names">The benchmarks to run.</param>
/// <param name="IsQuick">Whether few rounds are enough.</param>
/// <param name="Run">A trained trial's folder, or a variant's, for the benchmarks that need one.</param>
/// <param name="Settings"><c>key=value</c> of each <c>--set</c>, for those.</param>
internal sealed record BenchArguments(
    IReadOnlyList<string> Names, bool IsQuick, string? Run, IReadOnlyList<string> Settings)
{
    private const string Quick = "--quick", RunOption = "--run", SetOption = "--set";

    /// <summary>How often each contender runs.</summary>
    public Rounds Rounds => IsQuick ? new(WarmUp: 1, Timed: 5) : new(WarmUp: 3, Timed: 15);

    /// <summary>Reads a command line; null where an option lacks its value.</summary>
    public static BenchArguments? Read(string[] arguments)
    {
        var (names, settings, isQuick, run) = (new List<string>(), new List<string>(), false, (string?)null);
        for (var i = 0; i < arguments.Length; i++)
            if (arguments[i] == Quick)
                isQuick = true;
            else if (arguments[i] is not (RunOption or SetOption))
                names.Add(arguments[i]);
            else if (++i == arguments.Length)
                return null;
            else if (arguments[i - 1] == RunOption)
                run = arguments[i];
            else
                settings.Add(arguments[i]);
        return new(names, isQuick, run, settings);
    }
}
