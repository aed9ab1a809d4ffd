using System.CommandLine;
using Melange.Host.Commands;

var root = new RootCommand("Melange assembles, trains and compares variants of a diffusion speech synthesiser from plugins.")
{
    AbCommand.Build(), PluginsCommand.Build(), TrialCommand.Build()
};
// A worker that is asked to stop first writes its checkpoint: the command waits for it.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
