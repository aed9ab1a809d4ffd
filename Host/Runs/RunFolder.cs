using System.Text.Json;

namespace Melange.Host.Runs;

/// <summary>The folder of one experiment's results; one process at a time works in it.</summary>
public sealed class RunFolder : IDisposable
{
    private readonly string path;
    private readonly FileStream occupied;

    private RunFolder(string path, FileStream occupied) => (this.path, this.occupied) = (path, occupied);

    /// <summary>The report.</summary>
    public string Report => Path.Combine(path, "report.html");

    private string SessionFile => Path.Combine(path, "sessions.json");

    /// <summary>Makes the folder if it is not there, and keeps other processes out of it.</summary>
    /// <exception cref="FaultException">Another process works in the folder.</exception>
    public static RunFolder Occupy(string path)
    {
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

    /// <summary>Adds the time of this session to that of earlier ones.</summary>
    /// <param name="session">Wall time of this session.</param>
    /// <returns>Wall time of all sessions, in seconds.</returns>
    public double Total(TimeSpan session)
    {
        var sessions = File.Exists(SessionFile)
            ? JsonSerializer.Deserialize<List<double>>(File.ReadAllText(SessionFile)) ?? [] : [];
        sessions.Add(session.TotalSeconds);
        File.WriteAllText(SessionFile, JsonSerializer.Serialize(sessions));
        return sessions.Sum();
    }

    /// <summary>Lets other processes in again.</summary>
    public void Dispose() => occupied.Dispose();
}
