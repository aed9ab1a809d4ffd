using Melange.Host.Machine;

namespace Melange.Host.Commands;

/// <summary>Prints what is wrong, one line a fault.</summary>
public static class FaultPrinter
{
    /// <summary>Prints every fault, and that nothing was written.</summary>
    /// <returns>The exit code.</returns>
    public static int Print(FaultException fault, TextWriter output)
    {
        PrintLines(fault, output);
        var count = Math.Max(1, fault.Faults.Distinct().Count());
        output.WriteLine(count == 1 ? "1 fault; nothing was written." : $"{count} faults; nothing was written.");
        return ExitCode.BadInput;
    }

    /// <summary>Prints every fault and nothing else, where others go on and write.</summary>
    /// <returns>The exit code.</returns>
    public static int PrintLines(FaultException fault, TextWriter output)
    {
        foreach (var line in fault.Faults.Select(found => found.ToString()).DefaultIfEmpty(fault.Message).Distinct())
            output.WriteLine(line);
        return ExitCode.BadInput;
    }
}
