using System.CommandLine;
using System.Globalization;
using Melange.Host.Assembly.Options;
using Melange.Host.Checking;
using Melange.Host.Configs;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Melange.Host.Plugins.Watching;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Melange.Host.Commands.Plugins;

/// <summary><c>melange plugins watch FOLDER CONFIG</c>: builds a model anew whenever a plugin changes.</summary>
public static class WatchPluginCommand
{
    private static readonly Argument<string> Folder = new("plugin")
    {
        Description = "The plugin's folder, as its build leaves it: MyAttention/bin/Release/plugin."
    };

    private static readonly Argument<string> Config = new("config")
    {
        Description = "The config of a run that uses it: experiments/base.json."
    };

    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "Sets a key of the config: --set model.estimator.attention.use=my-attention. May be given often.",
        DefaultValueFactory = _ => []
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("watch",
            "For development: build the model of a config, score, and take a training step, whenever a plugin changes.")
            { Folder, Config, Settings };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        using var watched = new WatchedPlugin(new(parsed.GetRequiredValue(Folder)), PluginRoot.Standard, loggers,
            Console.Out);
        // At once: a part may take long, or never return.
        using var told = cancellation.Register(() =>
        {
            watched.Dispose();
            OwnProgram.EndAtOnce(0);
        });
        try
        {
            await watched.RunAsync(catalog => Use(parsed, catalog), cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how a watch ends, and SIGTERM where that is ignored.
        }
        return 0;
    }

    // The config is read anew, too: it may have changed with the plugin.
    private static void Use(ParseResult parsed, PluginCatalog catalog)
    {
        var config = LayeredConfig.Read(parsed.GetRequiredValue(Config), parsed.GetRequiredValue(Settings));
        foreach (var notice in OptionsBinder.Settle<RunOptions>(config, catalog).Notices)
            Console.Out.WriteLine(notice);
        var report = new DryRun(config, catalog, new(0, 0, IsCheck: false)).Run(_ => { });
        ModelTree.Print(report, AnsiConsole.Console);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Built, scored and trained a step ({report.Seconds.Step:f2} s)."));
    }
}
