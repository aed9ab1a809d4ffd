using System.Diagnostics;

namespace Melange.Host.Machine;

/// <summary>Resident memory of this process, in MB (10^6 bytes).</summary>
/// <param name="Megabytes">Now.</param>
/// <param name="PeakMegabytes">The most it has been.</param>
public sealed record ProcessMemory(double Megabytes, double PeakMegabytes)
{
    /// <summary>Asks the system.</summary>
    public static ProcessMemory Now()
    {
        using var process = Process.GetCurrentProcess();
        return new(process.WorkingSet64 / 1e6, process.PeakWorkingSet64 / 1e6);
    }
}
