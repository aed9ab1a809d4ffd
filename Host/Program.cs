using System.CommandLine;
using System.CommandLine.Invocation;
using Melange.Host.Commands;
using Melange.Host.Commands.Plugins;
using Melange.Host.Guarding;
using Melange.Host.Machine;

var root = new RootCommand(
    "Melange assembles, trains and compares variants of a diffusion speech synthesiser from plugins.")
{
    AbCommand.Build(), ReportCommand.Build(), CompareCommand.Build(), ScoresCommand.Build(), SynthesizeCommand.Build(),
    ProbeCommand.Build(), ExportCommand.Build(), ImportCommand.Build(), PluginsCommand.Build(), DescribeCommand.Build(),
    SchemaCommand.Build(), CheckCommand.Build(), CorpusCommand.Build(), VocoderCommand.Build(), TrialCommand.Build(),
    DryCommand.Build()
};
TerminalOutput.Outlive();
PartOutput.Install();
NativeSettings.Apply();
// The library would wait for two signals of three, and not of workers.
var invocation = new InvocationConfiguration
{
    ProcessTerminationTimeout = null,
    EnableDefaultExceptionHandler = false
};
var parsed = root.Parse(args);
// What cannot stop by itself is ended by the system.
using var signals = parsed.Action is AsynchronousCommandLineAction ? new StopSignals() : null;
try
{
    var exitCode = await parsed.InvokeAsync(invocation, signals?.Token ?? CancellationToken.None);
    return parsed.Errors.Count > 0 ? ExitCode.BadInput : exitCode;
}
catch (PluginException failed)
{
    Console.Error.WriteLine(failed.Message);
    return ExitCode.PartFailed;
}
catch (OperationCanceledException) when (signals?.Token.IsCancellationRequested == true)
{
    return ExitCode.Stopped;
}
catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"A file cannot be read or written: {closed.Message}");
    return ExitCode.BadInput;
}
catch (Exception bug)
{
    Console.Error.WriteLine($"Bug in Melange: {bug}");
    return ExitCode.Bug;
}
