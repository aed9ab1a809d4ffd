using System.Globalization;

namespace Melange.Host.Machine;

/// <summary>What the machine has left for an experiment.</summary>
/// <param name="FreeDiskBytes">Free bytes of the disk that the results go to.</param>
/// <param name="AvailableMemoryBytes">Bytes of memory that processes may still take.</param>
public sealed record MachineRoom(long FreeDiskBytes, long AvailableMemoryBytes)
{
    private const string LinuxMemory = "/proc/meminfo";

    /// <summary>Cores that this program may use: those of its container, or what a scheduler gave it.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Asks the system.</summary>
    /// <param name="folder">The folder of the results; it need not be there yet.</param>
    public static MachineRoom Of(string folder)
    {
        var standing = Path.GetFullPath(folder);
        while (!Directory.Exists(standing))
            standing = Path.GetDirectoryName(standing)!;
        return new(new DriveInfo(standing).AvailableFreeSpace, AvailableMemory());
    }

    // The limit of this process' container, and of it what the system says is left.
    private static long AvailableMemory()
    {
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var line = File.Exists(LinuxMemory)
            ? File.ReadLines(LinuxMemory)
                .FirstOrDefault(found => found.StartsWith("MemAvailable:", StringComparison.Ordinal))
            : null;
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kibibytes, ..]
            ? Math.Min(limit, long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024)
            : limit;
    }
}
