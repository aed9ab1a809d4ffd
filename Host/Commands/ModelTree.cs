using System.Globalization;
using Melange.Host.Checking;
using Melange.Host.Experiments.Costs;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>Prints the parts of a model as a tree, with shapes, weights, work and memory.</summary>
internal static class ModelTree
{
    private const int WidthOfFiles = 130;

    /// <summary>Prints it.</summary>
    public static void Print(DryReport report, IAnsiConsole console)
    {
        FileWidth.Set(console, WidthOfFiles);
        var table = new Table { Border = TableBorder.Minimal }
            .AddColumns("part", "id", "plugin", "gives", "parameters", "FLOPs: score", "step");
        foreach (var column in table.Columns)
            column.NoWrap = true;
        foreach (var column in table.Columns.Skip(4))
            column.RightAligned();
        foreach (var (name, rows, part) in Rows(report.Parts))
            table.AddRow([.. Cells(name, rows, part).Select(Markup.Escape)]);
        console.Write(table);
        foreach (var line in Notes(report))
            console.WriteLine(line);
    }

    // A row sums up what it is built of: the whole model, the estimator, a site.
    private static IEnumerable<(string Name, IReadOnlyList<DryPart> Sum, DryPart? Part)> Rows(
        IReadOnlyList<DryPart> parts)
    {
        yield return ("model", parts, null);
        var (whole, bySite) = (parts.Where(part => part.Site.Length == 0).ToList(),
            parts.Where(part => part.Site.Length > 0).GroupBy(part => part.Site).ToList());
        foreach (var part in whole)
        {
            var isLast = part == whole[^1];
            var sum = isLast ? bySite.SelectMany(site => site).Prepend(part) : [part];
            yield return ($"{(isLast ? "└" : "├")}─ {part.Place["model.".Length..]}", [.. sum], part);
        }
        foreach (var site in bySite)
        {
            yield return ($"   {(site == bySite[^1] ? "└" : "├")}─ {site.Key}", [.. site], null);
            foreach (var part in site)
                yield return ($"   {(site == bySite[^1] ? " " : "│")}  {(part == site.Last() ? "└" : "├")}─ "
                    + part.Place.Split('.')[^1], [part], part);
        }
    }

    private static IEnumerable<string> Cells(string name, IReadOnlyList<DryPart> sum, DryPart? part)
    {
        var about = sum.Any(one => one.IsEstimated && one.Score > 0) ? "~" : "";
        var isScored = sum.Any(one => one.IsScored);
        return
        [
            name, part?.Id ?? "", part?.Plugin ?? "",
            part is null && sum[0].Site.Length > 0 || part is { Site: "" } ? sum[0].Shape : "",
            Digits(sum.Sum(one => one.Parameters)),
            isScored ? about + Flops(sum.Where(one => one.IsScored).Sum(one => one.Score)) : "",
            about + Flops(sum.Sum(one => one.Step))
        ];
    }

    private static IEnumerable<string> Notes(DryReport report)
    {
        var (score, step, memory) = (report.Frames, report.StepSize, report.Memory);
        yield return $"Score: T = {score.TargetFrames}, R = {score.ReferenceFrames}. Training step: "
            + $"B = {step.Batch}, T = {step.TargetFrames}, R = {step.ReferenceFrames}, P = {step.Phonemes}; "
            + "a backward pass counts as two forward passes.";
        if (report.Parts.Any(part => part.IsEstimated && part.Score > 0))
            yield return "~ estimated from weights: the part does not state its work.";
        yield return $"Precision: {report.Precision}. Threads: {report.Threads}.";
        yield return "Memory, measured in the process of the dry run: "
            + $"one score {memory.Score:f0} MB, a training step {memory.Step:f0} MB above the {memory.Model:f0} MB "
            + $"of program, corpus and model; at most {memory.Peak:f0} MB. A checkpoint: "
            + $"{report.Disk.Checkpoint / 1e6:f1} MB.";
    }

    private static string Digits(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Flops(long multiplyAdds) => (2.0 * multiplyAdds) switch
    {
        0 => "0",
        < 1e6 and var flops => Short(flops / 1e3, "k"),
        < 1e9 and var flops => Short(flops / 1e6, "M"),
        < 1e12 and var flops => Short(flops / 1e9, "G"),
        var flops => Short(flops / 1e12, "T")
    };

    private static string Short(double number, string unit) =>
        $"{number.ToString(number < 10 ? "f2" : number < 100 ? "f1" : "f0", CultureInfo.InvariantCulture)} {unit}";
}
