using System.CommandLine;
using Melange.Host.Assembly.Options;
using Melange.Host.Checking;
using Melange.Host.Configs;
using Melange.Host.Describing;
using Melange.Host.Experiments;
using Melange.Host.Plugins;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary><c>melange describe WHAT</c>: a slot, a part with its options, those of a config, or a whole model.
/// </summary>
public static class DescribeCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private static readonly Dictionary<string, Type> Records = new()
    {
        ["run"] = typeof(RunOptions),
        ["experiment"] = typeof(ExperimentOptions),
        ["vocoder-training"] = typeof(VocoderRunOptions)
    };

    private static readonly Argument<string> What = new("what")
    {
        Description = "A slot (attention): its parts. run, experiment or vocoder-training: their "
            + "options. A config (variants/small.json): the model that it assembles."
    };

    private static readonly Argument<string?> Id = new("id")
    {
        Description = "A part of the slot (f2b): its options.",
        Arity = ArgumentArity.ZeroOrOne
    };

    private static readonly Option<long> Frames = new("--frames")
    {
        Description = "Of a model: target frames T. Default: a training segment's."
    };

    private static readonly Option<long> ReferenceFrames = new("--reference-frames")
    {
        Description = "Of a model: reference frames R. Default: those of the corpus' mean utterance."
    };

    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "Of a model: sets a key of its config: --set model.estimator.dim=32. May be given often.",
        DefaultValueFactory = _ => []
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command(
            "describe", "Describe the parts of a slot, the options of a part, a run or an experiment, or a model.")
        {
            What, Id, Frames, ReferenceFrames, Settings
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        try
        {
            var catalog = PluginOptions.Load(isLocked: false, loggers);
            var (what, table) = (parsed.GetRequiredValue(What), new DescriptionTable(AnsiConsole.Console));
            if (parsed.GetValue(Id) is { } id)
                table.PrintPart(DescribedPart.Of(DescribedPart.Find(what, id, catalog)));
            else if (Records.TryGetValue(what, out var record))
                table.PrintRecord(record);
            else if (IsFile(what))
                ModelTree.Print(await ModelAsync(what, parsed, catalog, cancellation), AnsiConsole.Console);
            else
                table.PrintSlot(DescribedPart.PartsOf(what, catalog));
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static bool IsFile(string what) =>
        what.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || File.Exists(what);

    private static async Task<DryReport> ModelAsync(
        string file, ParseResult parsed, PluginCatalog catalog, CancellationToken cancellation)
    {
        var config = LayeredConfig.Read(file, parsed.GetRequiredValue(Settings));
        if (config.Has("variants") && config.Has("base"))
            throw new FaultException([config.FaultAt("base", "this is an experiment, and describe takes the config of "
                + $"a run: its base, {config.Value("base")}, with --set for what a variant changes. "
                + "melange check takes experiments.")]);
        var settled = OptionsBinder.Settle<RunOptions>(config, catalog);
        foreach (var notice in settled.Notices)
            Console.Error.WriteLine(notice);
        var request = new DryRequest(
            Positive(parsed, Frames), Positive(parsed, ReferenceFrames), IsCheck: false);
        var outcome = await new DryProcess(Limit, []).RunAsync(settled.Config, request, cancellation);
        return outcome.Report ?? throw new FaultException(
            outcome.Faults.Count > 0 ? outcome.Faults : [new(file, 0, outcome.Failure)]);
    }

    private static long Positive(ParseResult parsed, Option<long> option)
    {
        var isGiven = parsed.GetResult(option) is { Implicit: false };
        var frames = parsed.GetValue(option);
        return !isGiven || frames > 0 ? frames
            : throw new FaultException([new(option.Name, 0, $"it must be at least 1, but was {frames}.")]);
    }
}
