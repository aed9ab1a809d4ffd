using System.Diagnostics;
using Melange.Host.Reports;

namespace Melange.Host.Tests.Reports;

public sealed class ReportInBrowserTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    [ChromiumFact]
    public async Task Report_OpenedInChromium_ShowsItsTableAndLogsNothing()
    {
        using var experiment = new FixtureExperiment();
        ReportWriter.Write(experiment.Build(seeds: 1, ["slt_happy_09"]), experiment.ReportPath);

        var (dom, log) = await Opened(experiment.ReportPath);

        Assert.Contains("<table class=\"metrics\">", dom, StringComparison.Ordinal);
        Assert.Contains("class=\"js\"", dom, StringComparison.Ordinal); // the policy lets our script run
        Assert.DoesNotContain("CONSOLE", log, StringComparison.Ordinal);
    }

    private static async Task<(string Dom, string Log)> Opened(string path)
    {
        var profile = Path.Combine(Path.GetDirectoryName(path)!, "browser");
        string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--no-first-run", $"--user-data-dir={profile}",
            "--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom", new Uri(path).AbsoluteUri];
        var start = new ProcessStartInfo(ChromiumFactAttribute.Find()!, arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var browser = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Longest);
        var dom = browser.StandardOutput.ReadToEndAsync(patience.Token);
        var log = browser.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            return (await dom, await log);
        }
        finally
        {
            browser.Kill(entireProcessTree: true);
            await browser.WaitForExitAsync();
        }
    }
}
