using System.Text.RegularExpressions;

namespace Melange.Host.Speaking;

/// <summary>Finds what is said in a recording: in a grid, in a text that is given, or in a file beside it.</summary>
/// <param name="Grid">The file that says which phoneme sounds when, or null.</param>
/// <param name="Text">The words, or null where there is a grid.</param>
/// <param name="TextSource">Where the words stand: an option or a file.</param>
internal sealed partial record ReferenceScript(string? Grid, string? Text = null, string? TextSource = null)
{
    private static readonly string[] TextEndings = [".txt", ".lab"]; // as aligners name them

    /// <summary>Finds it.</summary>
    /// <exception cref="FaultException">Nobody says what is said.</exception>
    public static ReferenceScript Of(ReferenceRequest request)
    {
        if (request.Grid is not null)
            return new(request.Grid);
        if (request.Text is not null)
            return File.Exists(request.Text) ? OfGiven(request.Text) : new(null, request.Text, "--reference-text");
        var grid = Path.ChangeExtension(request.Audio, ".TextGrid");
        if (File.Exists(grid))
            return new(grid);
        var labels = Path.ChangeExtension(request.Audio, ".lab");
        if (File.Exists(labels) && HoldsTimes(File.ReadAllText(labels)))
            return new(labels);
        var beside = TextEndings.Select(ending => Path.ChangeExtension(request.Audio, ending)).ToList();
        var text = beside.FirstOrDefault(File.Exists) ?? throw new FaultException([new(request.Audio, 0,
            "nothing tells what is said in it; give --reference-grid or --reference-text, or put one of these beside "
            + $"it: {Path.GetFileName(grid)}, {string.Join(", ", beside.Select(Path.GetFileName))}.")]);
        return OfFile(text);
    }

    private static ReferenceScript OfGiven(string file) => HoldsTimes(File.ReadAllText(file))
        ? throw new FaultException([new(file, 0, "must hold the words of the recording, but holds times: give it as "
            + "--reference-grid.")])
        : OfFile(file);

    // Labels of HTK or Festival: numbers that nobody says begin each line, or all behind a line '#'.
    private static bool HoldsTimes(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0 && (lines.Contains("#") || lines.All(TimedLabel().IsMatch));
    }

    [GeneratedRegex(@"^(0|\d+\.\d+|\d{4,})\s+(\d+\.\d+|\d{5,})(\s|$)")]
    private static partial Regex TimedLabel();

    private static ReferenceScript OfFile(string file) => new(null, File.ReadAllText(file).Trim(), file);
}
