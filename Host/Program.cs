using System.CommandLine;
using Melange.Host.Commands;
using Melange.Host.Commands.Plugins;

var root = new RootCommand(
    "Melange assembles, trains and compares variants of a diffusion speech synthesiser from plugins.")
{
    AbCommand.Build(), SynthesizeCommand.Build(), ProbeCommand.Build(), ExportCommand.Build(),
    ImportCommand.Build(), PluginsCommand.Build(), DescribeCommand.Build(), SchemaCommand.Build(), CheckCommand.Build(),
    TrialCommand.Build(), DryCommand.Build()
};
// A worker that is asked to stop first writes its checkpoint: the command waits for it.
var patience = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) };
var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync(patience);
return parsed.Errors.Count > 0 ? FaultPrinter.BadInput : exitCode;
