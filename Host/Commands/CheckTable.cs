using System.Globalization;
using Melange.Host.Checking;
using Melange.Host.Experiments;
using Melange.Host.Machine;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>Prints what an experiment would do: its trials, and what they need of time, disk and memory.</summary>
internal static class CheckTable
{
    private const int WidthOfFiles = 120;

    /// <summary>Prints it.</summary>
    public static void Print(CheckReport report, string folder, IAnsiConsole console)
    {
        FileWidth.Set(console, WidthOfFiles);
        var table = new Table { Border = TableBorder.Minimal }
            .AddColumns("variant", "seed", "state", "steps", "a step", "takes", "memory", "parameters");
        foreach (var column in table.Columns.Skip(3))
            column.RightAligned();
        foreach (var variant in report.Variants)
            foreach (var trial in variant.Trials)
                table.AddRow([.. Cells(variant, trial).Select(Markup.Escape)]);
        console.Write(table);
        foreach (var line in Needs(report, folder))
            console.WriteLine(line);
    }

    private static IEnumerable<string> Cells(CheckedVariant variant, TrialStanding trial) =>
    [
        variant.Name, trial.Trial.Seed.ToString(CultureInfo.InvariantCulture), trial.State,
        trial.Trial.Options.Training.Steps.ToString(CultureInfo.InvariantCulture),
        $"{variant.Dry.Seconds.Step.ToString("g2", CultureInfo.InvariantCulture)} s",
        trial.IsComplete ? "" : Sizes.Time(variant.SecondsOf(trial)),
        Sizes.Of(variant.Dry.Memory.Peak * 1e6),
        variant.Dry.Parts.Sum(part => part.Parameters).ToString("#,0", CultureInfo.InvariantCulture)
    ];

    private static IEnumerable<string> Needs(CheckReport report, string folder)
    {
        var trials = report.Variants.Sum(variant => variant.Trials.Count);
        yield return $"Variants {report.Variants.Count} × seeds {report.Options?.Seeds.Count} = {trials} trials in "
            + $"{folder}: {report.Open} to be run, "
            + (report.Taking > 0 ? $"{report.Taking} of them with copied weights, " : "")
            + $"{report.AtOnce} at a time.";
        if (report.Seconds > 0)
            yield return $"Time: about {Sizes.Time(report.Seconds)}, "
                + "from one training step and one sentence of each variant"
                + (report.TimingSeconds > 0
                    ? $"; {Sizes.Time(report.TimingSeconds)} of it to time the trained models, each alone." : ".");
        if (report.Open == 0)
            yield break;
        yield return $"Disk: about {Sizes.Of(report.DiskBytes)}, at most "
            + $"{report.Variants.Max(variant => variant.Checkpoints)} checkpoints of "
            + $"{Sizes.Of(report.Variants.Max(variant => variant.Dry.Disk.Checkpoint))} a trial; "
            + $"{Sizes.Of(report.Room.FreeDiskBytes)} are free.";
        yield return $"Memory: about {Sizes.Of(report.MemoryBytes)}, measured in dry runs; "
            + $"{Sizes.Of(report.Room.AvailableMemoryBytes)} are available.";
        if (CoreCheck.Warning(report.AtOnce, report.Threads, report.Room.Cores) is { } warning)
            yield return $"Warning: {warning}";
        if (ProcessorFeatures.Present.Warning is { } slow)
            yield return $"Warning: {slow}";
    }
}
