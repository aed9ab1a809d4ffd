using System.Text.Json;

namespace Melange.Host.Runs;

/// <summary>The folder of one experiment's results; one process at a time works in it.</summary>
public sealed class RunFolder : IDisposable
{
    private readonly string path;
    private readonly FileStream occupied;

    private RunFolder(string path, FileStream occupied) => (this.path, this.occupied) = (path, occupied);

    /// <summary>The report.</summary>
    public string Report => ReportOf(path);

    private string SessionFile => Path.Combine(path, "sessions.json");

    /// <summary>The report in a folder of results.</summary>
    public static string ReportOf(string path) => Path.Combine(path, "report.html");

    /// <summary>What keeps anybody from writing into a folder, which need not be there yet; null where nothing does.
    /// </summary>
    public static Fault? Problem(string path)
    {
        var there = Path.GetFullPath(path);
        while (!Path.Exists(there) && Path.GetDirectoryName(there) is { } above)
            there = above;
        if (File.Exists(there))
            return new(path, 0, $"it must be a folder that can be written to: {there} is a file.");
        try
        {
            new FileStream(Path.Combine(there, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return new(path, 0, $"it must be a folder that can be written to: {closed.Message}");
        }
    }

    /// <summary>Makes the folder if it is not there, and keeps other processes out of it.</summary>
    /// <exception cref="FaultException">It cannot be written to, or another process works in it.</exception>
    public static RunFolder Occupy(string path)
    {
        if (Problem(path) is { } problem)
            throw new FaultException([problem]);
        Directory.CreateDirectory(path);
        try
        {
            var file = Path.Combine(path, ".occupied");
            return new(path, new FileStream(
                file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException)
        {
            throw new FaultException([new(path, 0,
                "another melange works in this folder; wait for it, or use --out for another.")]);
        }
    }

    /// <summary>Wall time of all sessions so far, in seconds.</summary>
    public double Seconds => Sessions.Sum();

    private List<double> Sessions => File.Exists(SessionFile)
        ? JsonSerializer.Deserialize<List<double>>(File.ReadAllText(SessionFile)) ?? [] : [];

    /// <summary>Adds the time of this session to that of earlier ones.</summary>
    /// <param name="session">Wall time of this session.</param>
    /// <returns>Wall time of all sessions, in seconds.</returns>
    public double Total(TimeSpan session)
    {
        List<double> sessions = [.. Sessions, session.TotalSeconds];
        File.WriteAllText(SessionFile, JsonSerializer.Serialize(sessions));
        return sessions.Sum();
    }

    /// <summary>Lets other processes in again.</summary>
    public void Dispose() => occupied.Dispose();
}
