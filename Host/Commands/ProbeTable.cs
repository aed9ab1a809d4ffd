using Melange.Host.Pictures;
using Melange.Host.Probing;
using Melange.Host.Reports.Evidence;
using Melange.Host.Synthesis;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>Prints what a probe found: energies, gate, rezero and where attention went.</summary>
public static class ProbeTable
{
    private const int WidthOfFiles = 120;

    /// <summary>Prints a table for each reference.</summary>
    /// <param name="result">What was kept.</param>
    /// <param name="console">Where to print.</param>
    public static void Print(ProbeResult result, IAnsiConsole console)
    {
        FileWidth.Set(console, WidthOfFiles);
        foreach (var reference in result.References)
        {
            var table = new Table { Title = new($"reference {reference.Reference.Source.Id}".EscapeMarkup()) }
                .AddColumns("time", "site", "ResNet's energy", "attention's", "site's", "open", "rezero")
                .AddColumn("same phoneme");
            table.Border = TableBorder.Minimal;
            foreach (var time in reference.Times)
                foreach (var site in time.Probe.Sites)
                    table.AddRow([.. Row(time, site).Select(Spectre.Console.Markup.Escape)]);
            console.Write(table);
        }
    }

    private static IEnumerable<string> Row(WatchedTime time, string site) =>
    [
        site == time.Probe.Sites[0] ? ProbeNames.Of(time.Time) : "",
        site,
        Digits.Of(Find(time, site, ProbeQuantity.Hidden)?.MeanSquare),
        Digits.Of(Find(time, site, ProbeQuantity.AttentionOutput)?.MeanSquare),
        Digits.Of(Find(time, site, ProbeQuantity.SiteOutput)?.MeanSquare),
        Digits.Percent(Find(time, site, ProbeQuantity.GateOpenness)?.Mean),
        Digits.Of(Find(time, site, ProbeQuantity.Rezero)?.Mean),
        Digits.Percent(SamePhoneme(time, site))
    ];

    private static Energy? Find(WatchedTime time, string site, string quantity) =>
        time.Probe.Taken.ContainsKey((site, quantity)) ? time.Probe.EnergyOf(site, quantity) : null;

    private static double? SamePhoneme(WatchedTime time, string site) => SiteMap.Of(time.Probe, site) is { } map
        ? new AttentionReading(map.Weights, map.Target, map.Reference).SamePhonemeShare()
        : null;
}
