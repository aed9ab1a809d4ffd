using System.Text.RegularExpressions;
using Melange;

namespace PartSpace;

/// <summary>Reads words from a list, and nothing else.</summary>
/// <remarks>
/// The list has a word and its phonemes a line; <c>#</c> begins a comment. Case does not matter. A pause stands at both
/// ends and wherever a comma, full stop, colon, semicolon, question or exclamation mark does.
/// </remarks>
public sealed partial class PartName : IPhonemizer
{
    private readonly Dictionary<string, string[]> words = new(StringComparer.OrdinalIgnoreCase);
    private readonly string pause;

    /// <summary>Reads the list.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    /// <exception cref="FaultException">The list is missing, or a line of it has no phonemes.</exception>
    public PartName(PartNameOptions options, PhonemizerContext context)
    {
        pause = options.Validated().Pause;
        var file = System.IO.Path.Combine(context.BaseFolder, options.Path);
        if (!File.Exists(file))
            throw new FaultException([new(options.Path, 0, "must be a list of words, but there is no such file.")]);
        var faults = new List<Fault>();
        foreach (var (line, number) in File.ReadLines(file).Select((line, i) => (line, i + 1)))
            Add(line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), number);
        if (faults.Count > 0)
            throw new FaultException(faults);

        void Add(string[] parts, int number)
        {
            if (parts.Length == 1)
                faults.Add(new(options.Path, number, $"'{parts[0]}' must have phonemes, but has none."));
            else if (parts.Length > 1)
                words[parts[0]] = parts[1..];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Phonemize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var spoken = Word().Matches(text).Select(match => match.Value).Distinct().ToList();
        if (spoken.Count == 0)
            throw new FaultException([new("text", 0, "must have a word, but has none.")]);
        var unknown = spoken.Where(word => !words.ContainsKey(word)).ToList();
        if (unknown.Count > 0)
            throw new FaultException([.. unknown.Select(word => new Fault("text", 0,
                $"'{word}' must be in the list of words, but is not.{NearestName.Suggest(word, words.Keys)}"))]);
        return Spoken(text);
    }

    private List<string> Spoken(string text)
    {
        var phonemes = new List<string> { pause };
        foreach (Match token in Token().Matches(text))
            if (words.TryGetValue(token.Value, out var known))
                phonemes.AddRange(known);
            else if (phonemes[^1] != pause)
                phonemes.Add(pause);
        if (phonemes[^1] != pause)
            phonemes.Add(pause);
        return phonemes;
    }

    [GeneratedRegex(@"[\p{L}\p{N}']*[\p{L}\p{N}][\p{L}\p{N}']*")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\p{L}\p{N}']*[\p{L}\p{N}][\p{L}\p{N}']*|[,.:;?!]")]
    private static partial Regex Token();
}
