using System.Text.Json;

namespace Melange.Host.Runs;

/// <summary>One line by which a worker tells how far it is.</summary>
/// <param name="Phase">What it does: <c>train</c>, <c>evaluate</c>.</param>
/// <param name="Done">Steps or pairs done.</param>
/// <param name="Of">Steps or pairs in all.</param>
/// <param name="Note">Losses and speed at the last step that was logged; empty where there is none.</param>
/// <param name="Details">Gradient norm, learning rate, rezero and memory then; empty where there is none.</param>
public sealed record WorkerMessage(string Phase, int Done, int Of, string Note = "", string Details = "")
{
    /// <summary>Steps of the optimiser.</summary>
    public const string Train = "train";

    /// <summary>Pairs synthesised and measured.</summary>
    public const string Evaluate = "evaluate";

    private static readonly JsonSerializerOptions OneLine = new(TrialFolder.Json) { WriteIndented = false };

    /// <summary>The line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, OneLine);

    /// <summary>Reads a line, or null if it is none.</summary>
    public static WorkerMessage? Parse(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<WorkerMessage>(line, OneLine) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
