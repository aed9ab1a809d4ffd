namespace Melange.Plugins;

/// <summary>Lets the program espeak-ng read, with its American English voice.</summary>
/// <remarks>
/// <c>espeak-ng --ipa</c> prints the International Phonetic Alphabet, which is taken as it is or turned into the
/// ARPAbet by a table; a symbol without a place in it is a fault. Numbers, signs and abbreviations are spelled out
/// before. Source: espeak-ng 1.51.
/// </remarks>
public sealed class EspeakNgPhonemizer : IPhonemizer
{
    internal const string Program = "espeak-ng";

    private readonly EspeakNgOptions options;
    private readonly SpeechProgram program;

    /// <summary>Creates the phonemizer; nothing is run yet.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public EspeakNgPhonemizer(EspeakNgOptions options, PhonemizerContext context)
        : this(options, context, new SpeechProgram(Program)) { }

    internal EspeakNgPhonemizer(EspeakNgOptions options, PhonemizerContext context, SpeechProgram program)
    {
        ArgumentNullException.ThrowIfNull(context);
        this.options = options.Validated();
        this.program = program;
    }

    /// <inheritdoc/>
    /// <exception cref="FaultException">The text has nothing to say or unreadable characters; espeak-ng is missing,
    /// fails, takes too long, or prints a symbol that has no phoneme.</exception>
    public IReadOnlyList<string> Phonemize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = EnglishText.Read(text);
        var faults = read.Faults(text).ToList();
        if (faults.Count > 0)
            throw new FaultException(faults);
        var printed = program.Run(
            ["-q", "--ipa", "--sep=_", "-v", "en-us", "--stdin"], read.AsParagraphs(),
            TimeSpan.FromSeconds(options.TimeoutSeconds));
        return PauseRule.Joined(Phrases(printed), options.Pause);
    }

    // Each clause is a line; underscores part symbols, and spaces words.
    private IEnumerable<string[]> Phrases(string printed)
    {
        var phrases = printed.Split('\n')
            .Select(line => line.Split(['_', ' ', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(symbols => symbols.Length > 0).ToList();
        if (options.Notation is PhonemeNotation.Ipa or PhonemeNotation.IpaStress)
            return phrases.Select(symbols => IpaTable.Spoken(symbols, options.Notation == PhonemeNotation.IpaStress));
        var unknown = phrases.SelectMany(symbols => symbols).Where(symbol => !IpaTable.Has(symbol)).Distinct().ToList();
        return unknown.Count == 0
            ? phrases.Select(symbols => IpaTable.ToArpabet(symbols)
                .Select(phoneme => Arpabet.Write(phoneme, options.Notation)).ToArray())
            : throw new FaultException([new(Program, 0, "must print symbols that have a phoneme of American English, "
                + $"but printed {string.Join(", ", unknown.Select(symbol => $"'{symbol}'"))}: "
                + "write the word otherwise.")]);
    }
}
