namespace Melange.Host.Speaking;

/// <summary>Finds what is said in a recording: in a grid, in a text that is given, or in a file beside it.</summary>
/// <param name="Grid">The TextGrid, or null.</param>
/// <param name="Text">The words, or null where there is a grid.</param>
/// <param name="TextSource">Where the words stand: an option or a file.</param>
internal sealed record ReferenceScript(string? Grid, string? Text = null, string? TextSource = null)
{
    private static readonly string[] TextEndings = [".txt", ".lab"]; // as aligners name them

    /// <summary>Finds it.</summary>
    /// <exception cref="FaultException">Nobody says what is said.</exception>
    public static ReferenceScript Of(ReferenceRequest request)
    {
        if (request.Grid is not null)
            return new(request.Grid);
        if (request.Text is not null)
            return File.Exists(request.Text) ? OfFile(request.Text) : new(null, request.Text, "--reference-text");
        var grid = Path.ChangeExtension(request.Audio, ".TextGrid");
        if (File.Exists(grid))
            return new(grid);
        var beside = TextEndings.Select(ending => Path.ChangeExtension(request.Audio, ending)).ToList();
        var text = beside.FirstOrDefault(File.Exists) ?? throw new FaultException([new(request.Audio, 0,
            "nothing tells what is said in it; give --reference-grid or --reference-text, or put one of these beside "
            + $"it: {Path.GetFileName(grid)}, {string.Join(", ", beside.Select(Path.GetFileName))}.")]);
        return OfFile(text);
    }

    private static ReferenceScript OfFile(string file) => new(null, File.ReadAllText(file).Trim(), file);
}
