using System.Text;
using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>Collects the phrases of a text while it is read, and the marks around them.</summary>
internal sealed partial class PhraseList
{
    private readonly List<List<string>> phrases = [];
    private readonly List<StringBuilder> marks = [new()]; // before each phrase, and behind the last
    private bool isOpen;
    private bool hasSpace;

    /// <summary>The words of each phrase; none is empty.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Phrases => phrases;

    /// <summary>What stands before each phrase and behind the last: marks with the spaces around them.</summary>
    /// <remarks>Spaces are single, and at both ends of the text there are none. Between two phrases that no mark parts,
    /// as a dash does, stands a space.</remarks>
    public IReadOnlyList<string> Marks => [.. marks.Select((mark, place) => Written(mark.ToString(), place))];

    /// <summary>Adds words to the phrase, or to a new one behind a mark.</summary>
    public void Say(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return;
        if (!isOpen)
        {
            Take("");
            phrases.Add([]);
            marks.Add(new());
            isOpen = true;
        }
        phrases[^1].AddRange(words);
        hasSpace = false;
    }

    /// <summary>Ends the phrase.</summary>
    /// <param name="mark">What ends it; empty for what is not written, as a dash.</param>
    public void End(string mark)
    {
        isOpen = false;
        Take(mark);
    }

    /// <summary>Notes a space.</summary>
    public void Space() => hasSpace = true;

    private void Take(string mark)
    {
        marks[^1].Append(hasSpace ? " " : "").Append(mark);
        hasSpace = false;
    }

    private string Written(string mark, int place)
    {
        var single = Spaces().Replace(mark, " ");
        if (place == 0)
            return single.TrimStart();
        if (place == marks.Count - 1)
            return single.TrimEnd();
        return single.Length == 0 ? " " : single;
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
