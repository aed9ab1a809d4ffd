namespace Melange.Plugins;

/// <summary>Lets the program flite read, which has a dictionary and rules for words that are not in it.</summary>
/// <remarks>
/// <c>flite -ps</c> prints the segments of what it would say; the sound that it makes with them is thrown away.
/// Numbers, signs and abbreviations are spelled out before, as flite passes over characters that it does not know. It
/// reads the text from <c>/dev/stdin</c>, which Windows has not. Source: flite 2.2, of Carnegie Mellon University.
/// </remarks>
public sealed class FlitePhonemizer : IPhonemizer
{
    internal const string Program = "flite";
    private const string FlitesPause = "pau";

    private readonly FliteOptions options;
    private readonly SpeechProgram program;
    private readonly Lazy<string[]> voices; // flite takes another where it has not the one that is asked for

    /// <summary>Creates the phonemizer; nothing is run yet.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public FlitePhonemizer(FliteOptions options, PhonemizerContext context)
        : this(options, context, new SpeechProgram(Program)) { }

    internal FlitePhonemizer(FliteOptions options, PhonemizerContext context, SpeechProgram program)
    {
        ArgumentNullException.ThrowIfNull(context);
        this.options = options.Validated();
        this.program = program;
        voices = new(Voices, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    /// <exception cref="FaultException">The text has nothing to say or unreadable characters; flite is missing, fails,
    /// takes too long, or has not the voice.</exception>
    public IReadOnlyList<string> Phonemize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = EnglishText.Read(text);
        var faults = read.Faults(text).ToList();
        if (faults.Count > 0)
            throw new FaultException(faults);
        if (!voices.Value.Contains(options.Voice))
            throw new FaultException([new(Program, 0, $"no voice is called '{options.Voice}'."
                + $"{NearestName.Suggest(options.Voice, voices.Value)} Known: {string.Join(", ", voices.Value)}.")]);
        var printed = Run(read.AsParagraphs(), "-voice", options.Voice, "-ps", "-f", "/dev/stdin", "-o", "none");
        return PauseRule.Joined(Phrases(printed), options.Pause);
    }

    // "Voices available: kal slt"
    private string[] Voices() =>
        Run("", "-lv").Split(':')[^1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private string Run(string input, params string[] arguments) =>
        program.Run(arguments, input, TimeSpan.FromSeconds(options.TimeoutSeconds));

    // Each paragraph is a line that begins and ends with a pause.
    private IEnumerable<string[]> Phrases(string printed) => printed
        .Split(FlitesPause)
        .Select(phrase => phrase.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Where(phrase => phrase.Length > 0)
        .Select(phrase => phrase.Select(segment => Arpabet.FromFlite(segment, options.Notation)).ToArray());
}
