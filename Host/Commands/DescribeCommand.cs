using System.CommandLine;
using Melange.Host.Describing;
using Melange.Host.Experiments;
using Melange.Host.Plugins;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary><c>melange describe WHAT</c>: a slot, a part with its options, or a whole model.</summary>
public static class DescribeCommand
{
    private static readonly Argument<string> What = new("what")
    {
        Description = "A slot (attention): its parts. A config (variants/small.json): the model that it assembles."
    };

    private static readonly Argument<string?> Id = new("id")
    {
        Description = "A part of the slot (f2b): its options.",
        Arity = ArgumentArity.ZeroOrOne
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("describe", "Describe the parts of a slot, the options of a part, or a model.")
        {
            What, Id
        };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        try
        {
            var catalog = PluginCatalog.Load(RunAssembly.PluginFolders, loggers);
            foreach (var rejected in catalog.Rejected)
                Console.Error.WriteLine($"Left out: {rejected.Folder}: {rejected.Cause}");
            var (what, table) = (parsed.GetRequiredValue(What), new DescriptionTable(AnsiConsole.Console));
            if (parsed.GetValue(Id) is { } id)
                table.PrintPart(DescribedPart.Of(DescribedPart.Find(what, id, catalog)));
            else
                table.PrintSlot(DescribedPart.PartsOf(what, catalog));
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }
}
