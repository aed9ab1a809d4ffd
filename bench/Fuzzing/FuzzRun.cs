using System.Diagnostics;
using System.Globalization;

namespace Melange.Bench;

/// <summary>Damages files in their thousands and sees that the reader stands it: <c>fuzz --count 50000</c>.</summary>
internal static class FuzzRun
{
    private const string Fixtures = "tests/Fixtures";
    private const int CrashedCode = 1;
    private const int WrongArguments = 2;
    private const int ShownCrashes = 5;

    /// <summary>Runs as many cases as asked for, 50,000 by default, and prints what became of them.</summary>
    /// <returns>0, or 1 where the reader did anything but read or refuse.</returns>
    public static int Run(string[] arguments)
    {
        if (Count(arguments) is not { } count)
        {
            Console.Error.WriteLine("fuzz takes --count and a whole number of at least 1.");
            return WrongArguments;
        }
        if (!Directory.Exists(Fixtures))
        {
            Console.Error.WriteLine($"fuzz must be run where {Fixtures} is: in the repository's folder.");
            return WrongArguments;
        }
        var originals = FuzzFiles.SmallCopies(
            Directory.GetFiles(Fixtures, "*.safetensors").Order(StringComparer.Ordinal));
        foreach (var seed in Enumerable.Range(0, 200)) // what is made once, like types' names, counts for no file
            FuzzCase.Run(originals, -1 - seed);
        var cases = Enumerable.Range(1, count).Select(seed => FuzzCase.Run(originals, seed)).ToList();
        Print(cases);
        return cases.Exists(one => one.Crash is not null) ? CrashedCode : 0;
    }

    private static int? Count(string[] arguments) => arguments switch
    {
        [] => 50_000,
        ["--count", var text] when int.TryParse(text, NumberStyles.None, null, out var count) && count > 0 => count,
        _ => null
    };

    private static void Print(List<FuzzCase> cases)
    {
        Table("Damaged by", "files", cases.Select(one => one.Mutation));
        Table("Refused because", "files", cases.Where(one => one.Outcome.Length > 0).Select(one => one.Outcome));
        var crashes = cases.Where(one => one.Crash is not null).ToList();
        Console.WriteLine($"{cases.Count} files: {cases.Count(one => one.Outcome.Length == 0)} read, "
            + $"{cases.Count(one => one.Outcome.Length > 0 && one.Crash is null)} refused, {crashes.Count} crashes.");
        var worst = cases.MaxBy(one => (one.AllocatedBytes - FuzzCase.AtLeast) / (double)Math.Max(1, one.FileBytes))!;
        Console.WriteLine($"Most allocated for a file's size, all allocations together: {worst.AllocatedBytes} bytes "
            + $"for {worst.FileBytes} ({worst.Mutation}); "
            + $"allowed: {FuzzCase.AtLeast} + {FuzzCase.TimesFile} x its size. "
            + $"Peak memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB.");
        foreach (var crash in crashes.Take(ShownCrashes))
            Console.WriteLine($"CRASH after '{crash.Mutation}': {crash.Crash}");
    }

    private static void Table(string title, string unit, IEnumerable<string> names)
    {
        Console.WriteLine($"| {title} | {unit} |\n|---|---:|");
        foreach (var group in names.GroupBy(name => name).OrderByDescending(group => group.Count()))
            Console.WriteLine($"| {group.Key} | {group.Count()} |");
        Console.WriteLine();
    }
}
