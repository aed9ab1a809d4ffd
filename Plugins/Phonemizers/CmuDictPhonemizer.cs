using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Looks words up in the CMU Pronouncing Dictionary, which ships with the plugin.</summary>
/// <remarks>
/// The first pronunciation of each word is taken, whatever stands around it, but for "the", which is <c>DH IY0</c>
/// before a vowel. A user's own dictionary goes first, and alone where phonemes are to be as it writes them.
/// Words that neither has are read by flite or espeak-ng, or refused; numbers, signs and abbreviations are spelled out
/// before. Source: the CMU Pronouncing Dictionary of github.com/cmusphinx/cmudict, of Carnegie Mellon University.
/// </remarks>
public sealed class CmuDictPhonemizer : IPhonemizer
{
    private const int MostSuggestions = 20; // each compares the word with some thousands
    private const string Article = "the";
    private static readonly string[] ArticleBeforeVowel = ["DH", "IY0"];

    private readonly CmuDictOptions options;
    private readonly FallbackReader fallback;
    private readonly Lazy<PronouncingDictionary> own;
    private readonly Lazy<WordReader> reader;
    private readonly ConcurrentDictionary<string, string[]?> known = new();

    /// <summary>Creates the phonemizer; nothing is read yet.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public CmuDictPhonemizer(
        CmuDictOptions options, PhonemizerContext context, ILogger<CmuDictPhonemizer> logger)
        : this(options, context, new FallbackReader(options.Validated(), context, logger), logger) { }

    internal CmuDictPhonemizer(
        CmuDictOptions options, PhonemizerContext context, FallbackReader fallback, ILogger logger)
    {
        this.options = options.Validated();
        this.fallback = fallback;
        own = new(() => options.Dictionary.Length == 0
            ? PronouncingDictionary.Empty
            : DictionaryFile.Read(Path.Combine(context.BaseFolder, options.Dictionary), options.Dictionary,
                options.Notation, logger));
        reader = new(() => IsAsWritten
            ? new([own.Value]) { TakesEndings = false }
            : new([own.Value, PronouncingDictionary.Shipped]));
    }

    /// <inheritdoc/>
    /// <exception cref="FaultException">The text has no word, or characters or words that cannot be read; the
    /// dictionary of one's own is broken; the program that is to read other words is missing or fails.</exception>
    public IReadOnlyList<string> Phonemize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = EnglishText.Read(text);
        var faults = read.Faults(text).ToList();
        var words = Spoken(read.Phrases.SelectMany(phrase => phrase).Distinct(), faults);
        return faults.Count == 0
            ? PauseRule.Joined(read.Phrases.Select(phrase => Spoken(phrase, words)), options.Pause)
            : throw new FaultException([.. faults.Distinct()]);
    }

    private Dictionary<string, string[]> Spoken(IEnumerable<string> words, List<Fault> faults)
    {
        var spoken = new Dictionary<string, string[]>();
        var unknown = new List<string>();
        foreach (var word in words)
            try
            {
                if (known.GetOrAdd(word, Said) is { } phonemes)
                    spoken.Add(word, phonemes);
                else
                    unknown.Add(word);
            }
            catch (FaultException failure)
            {
                faults.AddRange(failure.Faults);
            }
        if (unknown.Count > 0)
            faults.Add(UnknownWords(unknown));
        return spoken;
    }

    private string[]? Said(string word) => Written(reader.Value.Find(word)) ?? fallback.Read(word);

    private bool IsAsWritten => options.Notation == PhonemeNotation.Dictionary;

    private string[]? Written(string[]? phonemes) =>
        phonemes is null ? null : [.. phonemes.Select(phoneme => Arpabet.Write(phoneme, options.Notation))];

    private List<string> Spoken(IReadOnlyList<string> phrase, Dictionary<string, string[]> words)
    {
        var spoken = new List<string>();
        for (var i = 0; i < phrase.Count; i++)
        {
            var isBeforeVowel = i + 1 < phrase.Count && Arpabet.IsVowel(words[phrase[i + 1]][0]);
            spoken.AddRange(isBeforeVowel && IsArticle(phrase[i]) ? Written(ArticleBeforeVowel)! : words[phrase[i]]);
        }
        return spoken;
    }

    private bool IsArticle(string word) => !IsAsWritten
        && string.Equals(word, Article, StringComparison.OrdinalIgnoreCase) && own.Value.Find(Article) is null;

    private Fault UnknownWords(IReadOnlyList<string> words)
    {
        var listed = words.Select((word, i) => i < MostSuggestions && reader.Value.Nearest(word) is { } near
            ? $"'{TextFault.Shortened(word)}' (did you mean '{near}'?)"
            : $"'{TextFault.Shortened(word)}'");
        var programs = options.Fallback == WordFallback.None || IsAsWritten
            ? "set another fallback"
            : "install flite or espeak-ng, which read any word";
        return TextFault.Of($"must be of words that the dictionary has, but it lacks {string.Join(", ", listed)}. "
            + $"Write them otherwise, add them to a dictionary of your own (option dictionary), or {programs}.");
    }
}
