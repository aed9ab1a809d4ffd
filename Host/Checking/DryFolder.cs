using System.Text.Json;
using Melange.Host.Assembly;
using Melange.Host.Experiments;

namespace Melange.Host.Checking;

/// <summary>A temporary folder through which a dry run's process is told what to do, and tells what it found.</summary>
public sealed class DryFolder : IDisposable
{
    private readonly string path;

    /// <summary>The folder of a process that was started with it.</summary>
    public DryFolder(string path) => this.path = path;

    /// <summary>The folder's path.</summary>
    public string Path => path;

    private string ConfigFile => In("config.json");

    private string RequestFile => In("request.json");

    private string ReportFile => In("report.json");

    /// <summary>Makes a folder for a run's config.</summary>
    public static DryFolder Make(LayeredConfig config, DryRequest request)
    {
        ArgumentNullException.ThrowIfNull(config);
        var folder = new DryFolder(Directory.CreateTempSubdirectory("melange-dry-").FullName);
        File.WriteAllText(folder.ConfigFile, config.ToJson());
        File.WriteAllText(folder.RequestFile, JsonSerializer.Serialize(request, TrialFolder.Json));
        return folder;
    }

    /// <summary>The run's config.</summary>
    public LayeredConfig ReadConfig() => LayeredConfig.Read(ConfigFile, []);

    /// <summary>What to do.</summary>
    public DryRequest ReadRequest() => Read<DryRequest>(RequestFile);

    /// <summary>What was found.</summary>
    public DryReport ReadReport() => Read<DryReport>(ReportFile);

    /// <summary>Writes what was found.</summary>
    public void WriteReport(DryReport report) =>
        File.WriteAllText(ReportFile, JsonSerializer.Serialize(report, TrialFolder.Json));

    /// <summary>Takes the folder away.</summary>
    public void Dispose() => Directory.Delete(path, recursive: true);

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(file), TrialFolder.Json)!;

    private string In(string name) => System.IO.Path.Combine(path, name);
}
