using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Melange.Host.Checkpoints;
using Melange.Host.Experiments;
using Melange.Host.Features;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Melange.Host.Reports;
using Melange.Host.Reports.Evidence;
using Melange.Host.Runs;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary><c>melange ab FILE</c>: trains, evaluates and compares the variants of an experiment.</summary>
public static class AbCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var file = new Argument<string>("experiment")
        {
            Description = "The experiment's JSON file: experiments/demo.json."
        };
        var settings = new Option<string[]>("--set")
        {
            Description = "Sets one key of every variant: --set training.steps=2000. May be given several times.",
            DefaultValueFactory = _ => []
        };
        var output = new Option<string?>("--out")
        { Description = "Folder of the results. Default: runs/ and the experiment's name." };
        var fresh = new Option<bool>("--fresh")
        { Description = "Throw the results of earlier runs in that folder away." };
        var command = new Command("ab", "Train, evaluate and compare the variants of an experiment; write a report.")
        {
            file, settings, SeedOptions.More, output, fresh, LoadOptions.WeightsOf, LoadOptions.AcceptDifferences,
            PluginOptions.Locked
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new(parsed.GetRequiredValue(file), parsed.GetRequiredValue(settings),
                parsed.GetValue(output), parsed.GetValue(fresh))
            {
                Seeds = SeedOptions.Of(parsed),
                WeightsOf = parsed.GetRequiredValue(LoadOptions.WeightsOf),
                Rule = LoadOptions.Rule(parsed),
                IsLocked = parsed.GetValue(PluginOptions.Locked)
            }, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Request request, CancellationToken cancellation)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        IExperimentView view = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? new TerminalView(AnsiConsole.Console) : new PlainView(Console.Out);
        using var told = cancellation.Register(() => view.Say(
            "Stopping: each trial ends its step and keeps a checkpoint. Asked once more, all ends at once."));
        try
        {
            var catalog = PluginOptions.Load(request.IsLocked, loggers);
            var plan = ExperimentPlan.Read(request.File, request.Settings, catalog, request.Folder, request.Seeds,
                CorpusProgress.In(Console.Error.WriteLine));
            foreach (var notice in plan.Notices)
                view.Say(notice);
            return await RunAsync(plan, catalog, request, (view, cancellation));
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
        catch (OperationCanceledException)
        {
            view.Say("Stopped. The same command goes on from here; "
                + $"melange report {request.Folder} tells of what is finished.");
            return ExitCode.Stopped;
        }
    }

    private static async Task<int> RunAsync(ExperimentPlan plan, PluginCatalog catalog, Request request,
        (IExperimentView View, CancellationToken Stop) session)
    {
        using var folder = RunFolder.Occupy(request.Folder);
        if (request.IsFresh)
            foreach (var trial in plan.Trials.Where(trial => Directory.Exists(trial.Folder.Path)))
                Directory.Delete(trial.Folder.Path, recursive: true);
        var run = new ExperimentRun(plan, catalog, session.View, request.Rule)
        {
            IsLocked = request.IsLocked,
            WeightsOf = request.WeightsOf
        };
        run.CheckFolders();
        ExperimentReporting.Keep(ExperimentReporting.Plan(plan, Session(folder.Seconds, request)), request.Folder);
        var clock = Stopwatch.StartNew();
        try
        {
            var failures = await run.RunAsync(session.Stop);
            var planned = ExperimentReporting.Plan(plan, Session(folder.Total(clock.Elapsed), request));
            Conclude(planned, failures, request);
            session.View.Say($"Report: {folder.Report}");
            return failures.Count == 0 ? 0 : ExitCode.SomeFailed;
        }
        catch (OperationCanceledException)
        {
            ExperimentReporting.Keep(
                ExperimentReporting.Plan(plan, Session(folder.Total(clock.Elapsed), request)), request.Folder);
            throw;
        }
    }

    private static (double Seconds, string Date, string CommandLine) Session(double seconds, Request request) => (
        seconds, TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        $"melange ab {string.Join(' ', request.Arguments)}");

    private static FailedTrial Failed(KeyValuePair<Trial, string> failure) =>
        new(failure.Key.Variant, failure.Key.Seed, failure.Value);

    // Failures are told even where the disk, which they tell of, has no room for the report.
    private static void Conclude(
        PlannedReport planned, IReadOnlyDictionary<Trial, string> failures, Request request)
    {
        try
        {
            var told = planned with { Report = planned.Report with { Failures = [.. failures.Select(Failed)] } };
            ExperimentReporting.Keep(told, request.Folder);
            ReportCommand.Write(ExperimentReporting.Finish(told, request.Folder), request.Folder);
        }
        finally
        {
            foreach (var (trial, lastWords) in failures)
                Console.Error.WriteLine($"{trial.Name} failed:\n{lastWords}");
        }
    }

    private sealed record Request(string File, string[] Settings, string? Output, bool IsFresh)
    {
        public int[] Seeds { get; init; } = [];

        public string[] WeightsOf { get; init; } = [];

        public LoadRule Rule { get; init; } = LoadRule.Strict;

        public bool IsLocked { get; init; }

        public IEnumerable<string> Arguments =>
        [
            File,
            .. Settings.SelectMany(setting => new[] { "--set", setting }),
            .. Seeds.Length == 0 ? Array.Empty<string>() : [SeedOptions.More.Name, string.Join(',', Seeds)],
            .. WeightsOf.SelectMany(folder => new[] { LoadOptions.WeightsOf.Name, folder }),
            .. Output is null ? Array.Empty<string>() : ["--out", Output]
        ];

        public string Folder => Output ?? Path.Combine("runs", Path.GetFileNameWithoutExtension(File));
    }
}
