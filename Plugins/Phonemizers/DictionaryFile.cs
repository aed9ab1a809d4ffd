using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>A user's own dictionary: words that the shipped one lacks, or says otherwise.</summary>
/// <remarks>
/// <c>WORD PH1 PH2 ...</c> a line, parted by white space, case alike. Source: the CMU Pronouncing Dictionary, old and
/// new (<c>WORD(1)</c> or <c>word(2)</c> is a later pronunciation, which is checked and passed over; <c>;;;</c> begins
/// a line of comment, <c>#</c> a comment at a line's end; Latin-1 or UTF-8), and those of Kaldi and the Montreal
/// Forced Aligner (one or four columns of probabilities before the phonemes, a word again for another pronunciation).
/// The most probable pronunciation counts, of equal ones the first. Words that no text has are passed over.
/// </remarks>
internal sealed partial class DictionaryFile(string name, PhonemeNotation notation)
{
    private const int Told = 20;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<Fault> faults = [];
    private readonly List<(string Word, int Line)> unsaid = [];
    private readonly Dictionary<string, (string Phonemes, double Probability)> words = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="name">What the user calls it.</param>
    /// <param name="notation">How it writes phonemes: as the ARPAbet, or as it likes.</param>
    /// <param name="logger">Is told how many words were passed over.</param>
    /// <exception cref="FaultException">It cannot be read, or lines of it are broken; the first twenty are listed, the
    /// others counted.</exception>
    public static PronouncingDictionary Read(string path, string name, PhonemeNotation notation, ILogger logger)
    {
        try
        {
            return new DictionaryFile(name, notation).Parse(Text(File.ReadAllBytes(path)), logger);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new FaultException([new(name, 0, $"must be a readable file, but is not: {cause.Message}")]);
        }
    }

    private static string Text(byte[] bytes)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), Utf8);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException) // as cmudict-0.7b is
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private PronouncingDictionary Parse(string text, ILogger logger)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (!lines[i].StartsWith(";;;", StringComparison.Ordinal))
                Take(lines[i].Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), i + 1);
        if (words.Count == 0 && faults.Count == 0)
            faults.Add(new(name, 0, "must have a word of letters and its phonemes in some line, but has none."));
        if (faults.Count > Told)
            throw new FaultException([.. faults.Take(Told), new(name, 0, $"has {faults.Count - Told} more faults.")]);
        if (faults.Count > 0)
            throw new FaultException(faults);
        if (unsaid.Count > 0)
            LogPassedOver(logger, name, unsaid.Count, unsaid[0].Line, unsaid[0].Word);
        return new(words.ToDictionary(word => word.Key, word => word.Value.Phonemes));
    }

    private void Take(string[] fields, int line)
    {
        if (fields.Length == 0)
            return;
        var word = Entry().Match(ReadableText.Fold(fields[0]).ToLowerInvariant());
        if (!word.Success)
        {
            unsaid.Add((fields[0], line));
            return;
        }
        var columns = fields.Skip(1).TakeWhile(field => Number().IsMatch(field)).ToList();
        var phonemes = fields.Skip(1 + columns.Count).ToList();
        var problems = Problems(fields[0], columns.Count, phonemes).ToList();
        faults.AddRange(problems.Select(problem => new Fault(name, line, problem)));
        if (problems.Count > 0 || word.Groups["later"].Success)
            return;
        var probability = columns.Count == 0 ? 1 : double.Parse(columns[0], CultureInfo.InvariantCulture);
        var key = word.Groups["word"].Value;
        if (!words.TryGetValue(key, out var known) || probability > known.Probability)
            words[key] = (string.Join(' ', phonemes.Select(Spelt)), probability);
    }

    private string Spelt(string phoneme) =>
        notation == PhonemeNotation.Dictionary ? phoneme : phoneme.ToUpperInvariant();

    private IEnumerable<string> Problems(string word, int columns, List<string> phonemes)
    {
        if (columns is not (0 or 1 or 4))
            yield return $"'{word}' must have one or four numbers before its phonemes, or none, but has {columns}.";
        if (phonemes.Count == 0)
            yield return $"'{word}' must be followed by its phonemes, but is not.";
        if (notation == PhonemeNotation.Dictionary)
            yield break;
        foreach (var phoneme in phonemes.Where(phoneme => !Arpabet.IsPhoneme(Spelt(phoneme))))
            yield return Arpabet.IsVowelWithoutStress(Spelt(phoneme))
                ? $"the vowel '{phoneme}' must carry its stress: {phoneme}0, {phoneme}1 or {phoneme}2."
                : $"no phoneme is called '{phoneme}'.{NearestName.Suggest(Spelt(phoneme), Arpabet.Bare)} "
                    + $"Known: {string.Join(", ", Arpabet.Bare)}; any, where notation is dictionary.";
    }

    [GeneratedRegex(@"^(?<word>'?[a-z][a-z'.-]*)(?<later>\([0-9]+\))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]*)?(e-?[0-9]+)?$")]
    private static partial Regex Number();

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{File}: words that no text has are passed over, {Count} of them; the first, in line {Line}, is '{Word}'.")]
    private static partial void LogPassedOver(ILogger logger, string file, int count, int line, string word);
}
