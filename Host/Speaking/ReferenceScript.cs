using System.Text.RegularExpressions;
using Melange.Host.Configs;

namespace Melange.Host.Speaking;

/// <summary>Finds what is said in a recording: in a grid, in a text that is given, in a file beside it, or in the
/// corpus that it lies in.</summary>
/// <param name="Grid">The file that says which phoneme sounds when, or null.</param>
/// <param name="Text">The words, or null where there is a grid.</param>
/// <param name="TextSource">Where the words stand: an option or a file.</param>
/// <param name="TextLine">Their line in the file, from 1; 0 where there is none.</param>
internal sealed partial record ReferenceScript(
    string? Grid, string? Text = null, string? TextSource = null, int TextLine = 0)
{
    private const string TextOption = "--reference-text";
    private static readonly string[] TextEndings = [".txt", ".lab"]; // as aligners name them

    /// <summary>Finds it.</summary>
    /// <param name="request">What a person says of the recording.</param>
    /// <param name="corpora">Knows the layout of corpora; null where nobody does.</param>
    /// <exception cref="FaultException">Nobody says what is said.</exception>
    public static ReferenceScript Of(ReferenceRequest request, IReferenceFinder? corpora = null)
    {
        if (request.Grid is not null)
            return new(request.Grid);
        if (request.Text is not null)
            return OfGiven(request.Text);
        var grid = Path.ChangeExtension(request.Audio, ".TextGrid");
        if (File.Exists(grid))
            return new(grid);
        var labels = Path.ChangeExtension(request.Audio, ".lab");
        if (File.Exists(labels) && HoldsTimes(InputFile.Text(labels)))
            return new(labels);
        var beside = TextEndings.Select(ending => Path.ChangeExtension(request.Audio, ending)).ToList();
        if (beside.FirstOrDefault(File.Exists) is { } text)
            return OfFile(text);
        return corpora?.Find(request.Audio) switch
        {
            { Grid: { } times } => new(times),
            { Text: { } said } notes => new(null, said, notes.TextFile, notes.TextLine),
            _ => throw new FaultException([new(request.Audio, 0,
                "nothing tells what is said in it; give --reference-grid or --reference-text, or put one of these "
                + $"beside it: {Path.GetFileName(grid)}, {string.Join(", ", beside.Select(Path.GetFileName))}.")])
        };
    }

    private static ReferenceScript OfGiven(string textOrFile)
    {
        if (!File.Exists(textOrFile))
            return !TextEndings.Contains(Path.GetExtension(textOrFile)) || textOrFile.Contains(' ')
                ? new(null, textOrFile, TextOption)
                : throw new FaultException([new(TextOption, 0, $"there is no file {textOrFile}.")]);
        return HoldsTimes(InputFile.Text(textOrFile))
            ? throw new FaultException([new(textOrFile, 0, "must hold the words of the recording, but holds times: "
                + "give it as --reference-grid.")])
            : OfFile(textOrFile);
    }

    // Labels of HTK or Festival: numbers that nobody says begin each line, or all behind a line '#'.
    private static bool HoldsTimes(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0 && (lines.Contains("#") || lines.All(TimedLabel().IsMatch));
    }

    [GeneratedRegex(@"^(0|\d+\.\d+|\d{4,})\s+(\d+\.\d+|\d{5,})(\s|$)")]
    private static partial Regex TimedLabel();

    private static ReferenceScript OfFile(string file) => new(null, InputFile.Text(file).Trim(), file);
}
