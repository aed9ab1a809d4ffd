using System.CommandLine;
using Melange.Host.Commands;
using Melange.Host.Commands.Plugins;
using Melange.Host.Guarding;

var root = new RootCommand(
    "Melange assembles, trains and compares variants of a diffusion speech synthesiser from plugins.")
{
    AbCommand.Build(), SynthesizeCommand.Build(), ProbeCommand.Build(), ExportCommand.Build(),
    ImportCommand.Build(), PluginsCommand.Build(), DescribeCommand.Build(), SchemaCommand.Build(), CheckCommand.Build(),
    TrialCommand.Build(), DryCommand.Build()
};
// A worker that is asked to stop first writes its checkpoint: the command waits for it.
var invocation = new InvocationConfiguration
{
    ProcessTerminationTimeout = TimeSpan.FromMinutes(2),
    EnableDefaultExceptionHandler = false
};
var parsed = root.Parse(args);
try
{
    var exitCode = await parsed.InvokeAsync(invocation);
    return parsed.Errors.Count > 0 ? FaultPrinter.BadInput : exitCode;
}
catch (PluginException failed)
{
    Console.Error.WriteLine(failed.Message);
    return TrialCommand.PartFailed;
}
catch (Exception bug)
{
    Console.Error.WriteLine($"Bug in Melange: {bug}");
    return FaultPrinter.Bug;
}
