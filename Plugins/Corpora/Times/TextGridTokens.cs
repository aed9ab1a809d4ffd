using System.Globalization;
using System.Text;

namespace Melange.Plugins;

/// <summary>Takes strings, numbers and flags out of a Praat text file, one after the other.</summary>
/// <remarks>
/// Source: the Praat manual, "TextGrid file formats": only strings, numbers and flags that stand free count; all other
/// words are for people, and so is the rest of a line after a free <c>!</c>. So one reader takes both formats.
/// </remarks>
internal sealed class TextGridTokens(string text, CorpusFile file)
{
    private int position;
    private int line = 1;

    /// <summary>The line of the token taken last.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Takes a string.</summary>
    public string String(string what) => Take(TextGridTokenKind.String, $"{what} must be text in quotes").Value;

    /// <summary>Takes a flag.</summary>
    public string Flag(string what) => Take(TextGridTokenKind.Flag, $"{what} must be <exists> or <absent>").Value;

    /// <summary>Takes a finite number.</summary>
    public double Number(string what) =>
        double.Parse(Take(TextGridTokenKind.Number, $"{what} must be a number").Value, CultureInfo.InvariantCulture);

    /// <summary>Takes a whole number from 0.</summary>
    public int Count(string what)
    {
        var number = Take(TextGridTokenKind.Number, $"{what} must be a whole number");
        return int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw file.Failure(number.Line, $"{what} must be a whole number, but was {number}.");
    }

    private TextGridToken Take(TextGridTokenKind kind, string rule)
    {
        var token = Next();
        Line = token.Line;
        if (token.Kind == kind)
            return token;
        var found = token.Kind == TextGridTokenKind.End ? "the file ends" : $"was {token}";
        throw file.Failure(token.Line, $"{rule}, but {found}.");
    }

    private TextGridToken Next()
    {
        while (true)
        {
            TakeWhile(char.IsWhiteSpace);
            if (position == text.Length)
                return new(TextGridTokenKind.End, "", line);
            var first = text[position];
            if (first == '"')
                return QuotedString();
            if (first == '!')
            {
                TakeWhile(letter => letter != '\n');
                continue;
            }
            var word = TakeWhile(letter => !char.IsWhiteSpace(letter));
            if (first == '<' && word.EndsWith('>'))
                return new(TextGridTokenKind.Flag, word, line);
            if (IsNumber(word))
                return new(TextGridTokenKind.Number, word, line);
        }
    }

    private TextGridToken QuotedString()
    {
        var firstLine = line;
        var content = new StringBuilder();
        do
        {
            position++;                                         // the opening quote, or the first of a doubled one
            content.Append(TakeWhile(letter => letter != '"'));
            if (position == text.Length)
                throw file.Failure(firstLine, "text that begins with '\"' must end with one, but the file ends first.");
            position++;
            if (position < text.Length && text[position] == '"')
                content.Append('"');
        }
        while (position < text.Length && text[position] == '"');
        return new(TextGridTokenKind.String, content.ToString(), firstLine);
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = position;
        while (position < text.Length && belongs(text[position]))
            if (text[position++] == '\n')
                line++;
        return text[start..position];
    }

    private static bool IsNumber(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number);
}
