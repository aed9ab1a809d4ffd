using System.Text.Json;
using Melange.Host.Configs;
using Melange.Host.Machine;
using Melange.Host.Runs;

namespace Melange.Host.Checking;

/// <summary>A temporary folder through which a dry run's process is told what to do, and tells what it found.</summary>
public sealed class DryFolder : IDisposable
{
    private readonly string path;

    /// <summary>The folder of a process that was started with it.</summary>
    public DryFolder(string path) => this.path = path;

    /// <summary>The folder's path.</summary>
    public string Path => path;

    /// <summary>The file in which it stands which part runs right now.</summary>
    public string Flight => In("running.txt");

    private string ConfigFile => In("config.json");

    private string RequestFile => In("request.json");

    private string ReportFile => In("report.json");

    private string FaultFile => In("faults.json");

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

    /// <summary>What was found; null where nothing was written.</summary>
    public DryReport? ReadReport() => File.Exists(ReportFile) ? Read<DryReport>(ReportFile) : null;

    /// <summary>What cannot be used; those of the config at the places where its values were set.</summary>
    /// <param name="config">The config that the folder was made for.</param>
    public IReadOnlyList<Fault> ReadFaults(LayeredConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var places = Places(ReadConfig().Entry)
            .GroupBy(place => place.Position.Line).ToDictionary(line => line.Key, line => line.First().Path);
        return !File.Exists(FaultFile) ? [] : [.. Read<List<Fault>>(FaultFile).Select(fault =>
            fault.File == ConfigFile && places.TryGetValue(fault.Line, out var path)
                ? config.FaultAt(path, fault.Message) : fault)];
    }

    /// <summary>The part that ran when the process ended; null where none did.</summary>
    public string? ReadRunningPart() => FlightRecorder.Read(Flight);

    /// <summary>Writes what cannot be used.</summary>
    public void WriteFaults(IReadOnlyList<Fault> faults) =>
        File.WriteAllText(FaultFile, JsonSerializer.Serialize(faults, TrialFolder.Json));

    /// <summary>Writes what was found.</summary>
    public void WriteReport(DryReport report) =>
        File.WriteAllText(ReportFile, JsonSerializer.Serialize(report, TrialFolder.Json));

    /// <summary>Takes the folder away.</summary>
    public void Dispose() => Directory.Delete(path, recursive: true);

    private static IEnumerable<ConfigEntry> Places(ConfigEntry entry) =>
        entry.Children.SelectMany(Places).Prepend(entry);

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(file), TrialFolder.Json)!;

    private string In(string name) => System.IO.Path.Combine(path, name);
}

/// <summary>What a dry run shall do with a run's config.</summary>
/// <param name="Frames">Target frames T of the score; 0 for those of a training segment.</param>
/// <param name="ReferenceFrames">Reference frames R of the score; 0 for those of the corpus' mean utterance.</param>
/// <param name="IsCheck">
/// Whether corpus, pairs, edits and phonemizer are checked before, and a sentence is spoken and measured behind.
/// </param>
public sealed record DryRequest(long Frames, long ReferenceFrames, bool IsCheck);
