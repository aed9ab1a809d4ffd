using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Looks words up in the CMU Pronouncing Dictionary, which ships with the plugin.</summary>
/// <remarks>
/// The first pronunciation of each word is taken, whatever stands around it, but for "the", which is <c>DH IY0</c>
/// before a vowel. A user's own dictionary goes first. Words that neither has are read by flite or espeak-ng, or
/// refused; numbers, signs and abbreviations are spelled out before. Source: the CMU Pronouncing Dictionary of
/// github.com/cmusphinx/cmudict, of Carnegie Mellon University.
/// </remarks>
public sealed partial class CmuDictPhonemizer : IPhonemizer
{
    private const string Article = "the";
    private static readonly string[] ArticleBeforeVowel = ["DH", "IY0"];

    private readonly CmuDictOptions options;
    private readonly FallbackReader fallback;
    private readonly Lazy<PronouncingDictionary> own;
    private readonly ILogger<CmuDictPhonemizer> logger;

    /// <summary>Creates the phonemizer; nothing is read yet.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public CmuDictPhonemizer(
        CmuDictOptions options, PhonemizerContext context, ILogger<CmuDictPhonemizer> logger)
        : this(options, context, logger, new(options, context)) { }

    internal CmuDictPhonemizer(CmuDictOptions options, PhonemizerContext context,
        ILogger<CmuDictPhonemizer> logger, FallbackReader fallback)
    {
        this.options = options.Validated();
        this.logger = logger;
        this.fallback = fallback;
        own = new(() => options.Dictionary.Length == 0
            ? PronouncingDictionary.Empty
            : DictionaryFile.Read(Path.Combine(context.BaseFolder, options.Dictionary), options.Dictionary));
    }

    /// <inheritdoc/>
    /// <exception cref="FaultException">The text has no word, or characters or words that cannot be read; the
    /// dictionary of one's own is broken; the program that is to read other words is missing or fails.</exception>
    public IReadOnlyList<string> Phonemize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = EnglishText.Read(text);
        var faults = read.Faults(text).ToList();
        var reader = new WordReader([own.Value, PronouncingDictionary.Shipped]);
        var words = read.Phrases.SelectMany(phrase => phrase).Distinct().ToDictionary(word => word, word => Spoken(word, reader));
        var unknown = words.Where(word => word.Value is null).Select(word => word.Key).ToList();
        if (unknown.Count > 0)
            faults.Add(UnknownWords(unknown, reader));
        return faults.Count == 0
            ? PauseRule.Joined(read.Phrases.Select(phrase => Spoken(phrase, words)), options.Pause)
            : throw new FaultException(faults);
    }

    private string[]? Spoken(string word, WordReader reader)
    {
        if (reader.Find(word) is { } found)
            return [.. found.Select(phoneme => Arpabet.Write(phoneme, options.Notation))];
        if (fallback.Read(word) is not { } guessed)
            return null;
        LogGuess(logger, word, fallback.Name, string.Join(' ', guessed));
        return guessed;
    }

    private List<string> Spoken(IReadOnlyList<string> phrase, Dictionary<string, string[]?> words)
    {
        var spoken = new List<string>();
        for (var i = 0; i < phrase.Count; i++)
        {
            var isBeforeVowel = i + 1 < phrase.Count && Arpabet.IsVowel(words[phrase[i + 1]]![0]);
            spoken.AddRange(isBeforeVowel && IsArticle(phrase[i]) ? LongArticle() : words[phrase[i]]!);
        }
        return spoken;
    }

    private bool IsArticle(string word) =>
        string.Equals(word, Article, StringComparison.OrdinalIgnoreCase) && own.Value.Find(Article) is null;

    private IEnumerable<string> LongArticle() =>
        ArticleBeforeVowel.Select(phoneme => Arpabet.Write(phoneme, options.Notation));

    private Fault UnknownWords(IReadOnlyList<string> words, WordReader reader)
    {
        var listed = words.Select(word => reader.Nearest(word) is { } near
            ? $"'{TextFault.Shortened(word)}' (is it '{near}'?)"
            : $"'{TextFault.Shortened(word)}'");
        var programs = options.Fallback == WordFallback.None
            ? "or set another fallback"
            : "or install flite or espeak-ng, which read any word";
        return TextFault.Of($"must be of words that the dictionary has, but it has not {string.Join(", ", listed)}: "
            + $"write the words otherwise, add them to a dictionary of your own (option dictionary), {programs}.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "No dictionary has the word '{word}': by the rules of {program} it is {phonemes}.")]
    private static partial void LogGuess(ILogger logger, string word, string? program, string phonemes);
}
