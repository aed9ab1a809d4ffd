using System.CommandLine;
using Melange.Host.Machine;

namespace Melange.Host.Commands;

/// <summary>The option by which a process that this program started finds the way back.</summary>
internal static class ChannelOption
{
    /// <summary>Builds the option.</summary>
    public static Option<string> Build() => new(ProcessChannel.Option)
    {
        Description = "Where to tell how far it is; nowhere where it is left out.",
        DefaultValueFactory = _ => ""
    };
}
