using System.Text.Json;
using System.Text.Json.Serialization;
using Melange.Host.Machine;

namespace Melange.Host.Runs;

/// <summary>The files of one trial: what it reads, and what it leaves.</summary>
/// <param name="path">The trial's folder.</param>
public sealed class TrialFolder(string path)
{
    /// <summary>How JSON is written everywhere in a run's folder.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true
    };

    /// <summary>The folder itself.</summary>
    public string Path { get; } = path;

    /// <summary>The trial's resolved config.</summary>
    public string Config => In("config.json");

    /// <summary>The plugins that it uses, as they were when it was begun or last gone on with.</summary>
    public string Plugins => In("plugins.json");

    /// <summary>The last checkpoint.</summary>
    public string Checkpoint => In("checkpoint");

    /// <summary>What TensorBoard reads; there only where the config asks for it.</summary>
    public string Tensorboard => In("tensorboard");

    /// <summary>What the worker printed as it went wrong.</summary>
    public string Log => In("worker.log");

    /// <summary>Which part runs right now; a worker that was ended leaves the part that ended it.</summary>
    public string Flight => In("running.txt");

    /// <summary>What the trial found; stands only when the trial is complete.</summary>
    public string Result => In("result.json");

    /// <summary>The pairs and their audio, a row a pair, for other programs.</summary>
    public string Manifest => In("pairs.csv");

    /// <summary>Speech of one pair; of a shown one target, reference and tensors beside it.</summary>
    public string Pair(string id) => In("pairs", id);

    /// <summary>Takes away what was spoken, and how long it took; scores that others gave to it are put aside.</summary>
    public void ForgetSpeech()
    {
        if (Directory.Exists(In("pairs")))
            Directory.Delete(In("pairs"), recursive: true);
        File.Delete(Manifest);
        File.Delete(Timing);
        if (File.Exists(Scores))
            File.Move(Scores, EarlierScores, overwrite: true);
    }

    /// <summary>Times that were taken after all trials, alone.</summary>
    public string Timing => In("timing.json");

    /// <summary>What was printed as they were taken.</summary>
    public string TimingLog => In("timing.log");

    /// <summary>Scores that others gave to its speech, beside its own result.</summary>
    public string Scores => In("scores.json");

    /// <summary>Scores of speech that was replaced since; nothing reads them.</summary>
    public string EarlierScores => In("scores-before.json");

    /// <summary>Reads what the trial found, and what others found of it, or null while it is not complete.</summary>
    public TrialResult? ReadResult() => ReadOwnResult()?.With(ReadScores());

    /// <summary>Reads what the trial itself found, or null while it is not complete.</summary>
    public TrialResult? ReadOwnResult() => Read<TrialResult>(Result)?.With(Read<TrialTiming>(Timing));

    /// <summary>Reads the times of one round; null where it was not taken.</summary>
    public TrialTiming? ReadRound(int round) => Read<TrialTiming>(Round(round));

    /// <summary>Writes the times of one round.</summary>
    public void WriteRound(int round, TrialTiming timing) =>
        WholeFile.Write(Round(round), JsonSerializer.Serialize(timing, Json));

    /// <summary>Writes the times of all rounds in place of those of each.</summary>
    public void WriteTiming(TrialTiming timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        WholeFile.Write(Timing, JsonSerializer.Serialize(timing, Json));
        for (var round = 1; round <= timing.Rounds; round++)
            File.Delete(Round(round));
    }

    /// <summary>Reads the scores that others gave, by the name of the metric.</summary>
    public IReadOnlyDictionary<string, GivenScores> ReadScores() => File.Exists(Scores)
        ? JsonSerializer.Deserialize<Dictionary<string, GivenScores>>(File.ReadAllText(Scores), Json)! : [];

    /// <summary>Writes the scores that others gave, whole or not at all; no file where there is none.</summary>
    public void WriteScores(IReadOnlyDictionary<string, GivenScores> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Count > 0)
            WholeFile.Write(Scores, JsonSerializer.Serialize(scores, Json));
        else
            File.Delete(Scores);
    }

    /// <summary>Writes what the trial found, whole or not at all.</summary>
    public void WriteResult(TrialResult result) =>
        WholeFile.Write(Result, JsonSerializer.Serialize(result, Json));

    /// <summary>Reads the plugins; none where nobody noted them.</summary>
    public IReadOnlyList<PluginStamp> ReadPlugins() => File.Exists(Plugins)
        ? [.. JsonSerializer.Deserialize<List<PluginStamp>>(File.ReadAllText(Plugins), Json)!
            .Select(stamp => stamp with { Sections = stamp.Sections ?? [] })]
        : [];

    /// <summary>Notes the plugins.</summary>
    public void WritePlugins(IReadOnlyList<PluginStamp> plugins) =>
        WholeFile.Write(Plugins, JsonSerializer.Serialize(plugins, Json));

    private string Round(int round) => In($"timing-{round}.json");

    private static T? Read<T>(string file) where T : class =>
        File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file), Json) : null;

    private string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}
