using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>A user's own dictionary: words that the shipped one lacks, or says otherwise.</summary>
/// <remarks>
/// The form of the CMU Pronouncing Dictionary: <c>WORD  PH1 PH2 ...</c> a line, case alike, <c>WORD(2)</c> for a later
/// pronunciation, which is checked and passed over; <c>;;;</c> begins a line of comment, <c>#</c> a comment at a line's
/// end.
/// </remarks>
internal sealed partial class DictionaryFile(string name)
{
    private readonly List<Fault> faults = [];
    private readonly Dictionary<string, string> words = [];
    private readonly Dictionary<string, int> lineOf = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="name">What the user calls it.</param>
    /// <exception cref="FaultException">It cannot be read, or lines of it are broken; every one is listed.</exception>
    public static PronouncingDictionary Read(string path, string name)
    {
        try
        {
            return new DictionaryFile(name).Parse(File.ReadAllLines(path));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FaultException([new(name, 0, $"must be a readable file, but is not: {cause.Message}")]);
        }
    }

    private PronouncingDictionary Parse(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
            if (!lines[i].StartsWith(";;;", StringComparison.Ordinal))
                Add(lines[i].Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), i + 1);
        return faults.Count == 0 ? new(words) : throw new FaultException(faults);
    }

    private void Add(string[] fields, int line)
    {
        if (fields.Length == 0)
            return;
        var word = Entry().Match(ReadableText.Fold(fields[0]).ToLowerInvariant());
        var phonemes = fields.Skip(1).Select(phoneme => phoneme.ToUpperInvariant()).ToList();
        var problems = Problems(fields[0], word.Success, phonemes).ToList();
        faults.AddRange(problems.Select(problem => new Fault(name, line, problem)));
        if (problems.Count > 0 || word.Groups["later"].Success)
            return;
        var key = word.Groups["word"].Value;
        if (words.TryAdd(key, string.Join(' ', phonemes)))
            lineOf.Add(key, line);
        else
            faults.Add(new(name, line, $"'{key}' must be given once, but line {lineOf[key]} has it too; "
                + $"a later pronunciation is '{key}(2)'."));
    }

    private static IEnumerable<string> Problems(string word, bool isWord, List<string> phonemes)
    {
        if (!isWord)
            yield return $"a word must be of letters, apostrophes, hyphens and dots, but was '{word}'.";
        if (phonemes.Count == 0)
            yield return $"'{word}' must be followed by its phonemes, but is not.";
        foreach (var phoneme in phonemes.Where(phoneme => !Arpabet.IsPhoneme(phoneme)))
            yield return Arpabet.IsVowelWithoutStress(phoneme)
                ? $"the vowel '{phoneme}' must carry its stress: {phoneme}0, {phoneme}1 or {phoneme}2."
                : $"no phoneme is called '{phoneme}'.{NearestName.Suggest(phoneme, Arpabet.Bare)} "
                    + $"Known: {string.Join(", ", Arpabet.Bare)}.";
    }

    [GeneratedRegex(@"^(?<word>'?[a-z][a-z'.-]*)(?<later>\([0-9]+\))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();
}
