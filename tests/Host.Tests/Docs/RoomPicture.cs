using System.Text.RegularExpressions;

namespace Melange.Host.Tests.Docs;

/// <summary>The picture of the host's rooms in ARCHITECTURE.md: what is drawn there is the rule.</summary>
internal sealed partial class RoomPicture
{
    private const char Knows = '•';

    private RoomPicture(IReadOnlyList<string> rooms, IReadOnlyDictionary<string, IReadOnlyList<string>> known) =>
        (Rooms, Known) = (rooms, known);

    /// <summary>The rooms from the lowest to the highest.</summary>
    public IReadOnlyList<string> Rooms { get; }

    /// <summary>The rooms that each room may know; all stand below it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Known { get; }

    /// <summary>Reads the picture.</summary>
    public static RoomPicture Read()
    {
        var rows = Row().Matches(new MarkdownPage("ARCHITECTURE.md").Blocks("text")[0]).Reverse().ToList();
        var rooms = rows.Select(row => row.Groups["room"].Value).ToList();
        return new(rooms, rows.ToDictionary(row => row.Groups["room"].Value, row => Marked(row, rooms)));
    }

    private static IReadOnlyList<string> Marked(Match row, List<string> rooms)
    {
        var marks = row.Groups["marks"].Value.Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal(rooms.IndexOf(row.Groups["room"].Value), marks.Length);        // one for each room below
        return [.. rooms.Where((_, below) => below < marks.Length && marks[below] == Knows)];
    }

    [GeneratedRegex(@"^\w (?<room>\w+) +(?<marks>([•·] )*)\\ +\S.*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
