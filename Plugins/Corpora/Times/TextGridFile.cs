namespace Melange.Plugins;

/// <summary>The tiers of a Praat TextGrid.</summary>
/// <remarks>Source: the Praat manual, "TextGrid file formats": the long and the short text format.</remarks>
/// <param name="Tiers">The tiers in the order of the file.</param>
public sealed record TextGridFile(IReadOnlyList<TextGridTier> Tiers)
{
    private const int LongestStart = 500; // comments may stand before the file type
    private static readonly System.Buffers.SearchValues<string> FileTypes = System.Buffers.SearchValues.Create(
        ["ooTextFile", "Praat chronological"], StringComparison.Ordinal);

    private const string SaveAsText = "In Praat: Save as text file...";

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file: UTF-8, or UTF-16 with a byte order mark, as Praat saves it.</param>
    /// <exception cref="FaultException">It cannot be read, or is no TextGrid in a text format.</exception>
    public static TextGridFile Read(CorpusFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Parse(TextOf(file), file);
    }

    /// <summary>Reads the text of a file that may be one of Praat's.</summary>
    /// <exception cref="FaultException">It cannot be read, or is binary.</exception>
    internal static string TextOf(CorpusFile file) => file.ReadBytes().AsSpan().StartsWith("ooBinaryFile"u8)
        ? throw file.Failure(0, "must be a text file, but is one of Praat's binary files. " + SaveAsText)
        : file.ReadText();

    /// <summary>Whether a text is, or means to be, a TextGrid.</summary>
    internal static bool IsTextGrid(string text) =>
        text.AsSpan(0, Math.Min(LongestStart, text.Length)).ContainsAny(FileTypes);

    /// <summary>Reads the tiers.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="file">The file that messages name.</param>
    /// <exception cref="FaultException">The text is no TextGrid.</exception>
    public static TextGridFile Parse(string text, CorpusFile file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(file);
        var tokens = new TextGridTokens(text, file);
        CheckKind(tokens, file);
        tokens.Number("the start of the TextGrid");
        tokens.Number("the end of the TextGrid");
        var hasTiers = tokens.Flag("the flag before the tiers") == "<exists>";
        var tiers = new List<TextGridTier>();
        for (var left = hasTiers ? tokens.Count("the number of tiers") : 0; left > 0; left--)
            tiers.Add(Tier(tokens, file));
        return new(tiers);
    }

    private static void CheckKind(TextGridTokens tokens, CorpusFile file)
    {
        var fileType = tokens.String("the file type");
        if (fileType == "Praat chronological TextGrid text file")
            throw file.Failure(tokens.Line,
                "must be a TextGrid tier by tier, but is a chronological one. " + SaveAsText);
        if (fileType is not ("ooTextFile" or "ooTextFile short"))
            throw file.Failure(tokens.Line, $"the file type must be \"ooTextFile\", but was \"{fileType}\".");
        var objectClass = tokens.String("the object class");
        if (objectClass != "TextGrid")
            throw file.Failure(tokens.Line, $"the object class must be \"TextGrid\", but was \"{objectClass}\".");
    }

    private static TextGridTier Tier(TextGridTokens tokens, CorpusFile file)
    {
        var tierClass = tokens.String("the class of a tier");
        if (tierClass is not ("IntervalTier" or "TextTier"))
            throw file.Failure(tokens.Line,
                $"the class of a tier must be \"IntervalTier\" or \"TextTier\", but was \"{tierClass}\".");
        var name = tokens.String("the name of a tier");
        var line = tokens.Line;
        tokens.Number($"the start of tier '{name}'");
        tokens.Number($"the end of tier '{name}'");
        if (tierClass == "IntervalTier")
            return new(name, line, Intervals(tokens));
        PassPoints(tokens);
        return new(name, line, null);
    }

    private static List<TimedInterval> Intervals(TextGridTokens tokens)
    {
        var intervals = new List<TimedInterval>();
        for (var left = tokens.Count("the number of intervals"); left > 0; left--)
        {
            var start = tokens.Number("the start of an interval");
            var line = tokens.Line;
            var end = tokens.Number("the end of an interval");
            intervals.Add(new(line, start, end, tokens.String("the label of an interval").Trim()));
        }
        return intervals;
    }

    private static void PassPoints(TextGridTokens tokens)
    {
        for (var left = tokens.Count("the number of points"); left > 0; left--)
        {
            tokens.Number("the time of a point");
            tokens.String("the mark of a point");
        }
    }
}

/// <summary>One tier of a TextGrid.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line that its name stands in, from 1.</param>
/// <param name="Intervals">Its intervals in the order of the file; null for a tier of points.</param>
public sealed record TextGridTier(string Name, int Line, IReadOnlyList<TimedInterval>? Intervals);
