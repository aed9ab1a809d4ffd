namespace Melange.Plugins;

/// <summary>Lets the program espeak-ng read, with its American English voice.</summary>
/// <remarks>
/// <c>espeak-ng --ipa</c> prints the International Phonetic Alphabet, which is taken as it is or turned into the
/// ARPAbet by a table; a symbol without a place in it is a fault. It drops punctuation, which is put back where it is
/// asked for. Numbers, signs and abbreviations are spelled out before. Source: espeak-ng 1.51.
/// </remarks>
public sealed class EspeakNgPhonemizer : IBatchPhonemizer
{
    internal const string Program = "espeak-ng";
    private const int BatchTexts = 100;
    private const string Mark = "mark"; // spoken before each text of a batch: its line parts theirs
    private const char ShownSpace = '␣'; // a phoneme's name has no white space

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
        var read = Read(text);
        var faults = read.Faults(text).ToList();
        if (faults.Count > 0)
            throw new FaultException(faults);
        return Spoken(read, Printed(Paragraphs(read)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<string>?> PhonemizeAll(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. texts.Chunk(BatchTexts).AsParallel().AsOrdered().SelectMany(Together)];
    }

    private IReadOnlyList<string>?[] Together(string[] texts)
    {
        var (spoken, faults) = (new IReadOnlyList<string>?[texts.Length], new List<Fault>()); // told by who asks alone
        var read = texts.Select(Read).ToList();
        int[] sound = [.. Enumerable.Range(0, texts.Length).Where(at => !read[at].Faults(texts[at]).Any())];
        var lines = faults.Try(() => Printed(string.Concat(
            sound.Select(at => $"{Mark}\n\n{Paragraphs(read[at])}")))) ?? [];
        int[] marks = [.. Enumerable.Range(0, lines.Length).Where(at => lines[at] == lines[0]), lines.Length];
        if (marks.Length == sound.Length + 1) // else a text says the mark
            foreach (var (i, at) in sound.Index())
                if (lines[(marks[i] + 1)..marks[i + 1]] is { Length: > 0 } own)
                    spoken[at] = faults.Try(() => Spoken(read[at], own));
        return spoken;
    }

    private bool IsText => options.Notation == PhonemeNotation.IpaText;

    private EnglishText Read(string text) => EnglishText.Read(text, partsAtQuotes: IsText);

    // In lower case where marks are kept: so did the voices read that know them.
    private string Paragraphs(EnglishText read) =>
        IsText ? read.AsParagraphs().ToLowerInvariant() : read.AsParagraphs();

    private string[] Spoken(EnglishText read, string[] lines)
    {
        if (!IsText)
            return PauseRule.Joined(Phrases(lines), options.Pause);
        return WithMarks(read, lines.Length == read.Phrases.Count ? lines : [.. read.Phrases.Select(Alone)]);

        // A phrase that is too long for a line; which lines are of which is not known of all together.
        string Alone(IReadOnlyList<string> phrase) => string.Join(' ', Printed(Paragraphs(new([phrase], []))));
    }

    private static string[] WithMarks(EnglishText read, string[] lines) =>
    [
        .. string.Concat(lines.Select((line, i) => read.Marks[i] + IpaTable.Text(line)).Append(read.Marks[^1]))
            .Replace(' ', ShownSpace).Select(symbol => $"{symbol}")
    ];

    // Each clause is a line.
    private string[] Printed(string paragraphs) => program.Run(
        ["-q", "--ipa", "--sep=_", "-v", "en-us", "--stdin"], paragraphs, TimeSpan.FromSeconds(options.TimeoutSeconds))
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // Underscores part symbols, and spaces words.
    private IEnumerable<string[]> Phrases(IEnumerable<string> lines)
    {
        var phrases = lines.Select(line => line.Split(['_', ' '], StringSplitOptions.RemoveEmptyEntries))
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
