using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Reads words that no dictionary has with the first installed program; each word is asked for once.</summary>
internal sealed partial class FallbackReader
{
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<string, Lazy<string[]?>> known = new();
    private readonly (string Name, Func<string, string[]> Read)? program;

    /// <summary>Chooses the program.</summary>
    /// <param name="options">The fallback, and the notation to write in.</param>
    /// <param name="context">What the phonemizer is built for.</param>
    /// <param name="logger">Is told of every word that is read.</param>
    /// <param name="searchPath">Folders to look for programs in; null for those of PATH.</param>
    public FallbackReader(
        CmuDictOptions options, PhonemizerContext context, ILogger logger, string? searchPath = null)
    {
        this.logger = logger;
        var flite = new SpeechProgram(FlitePhonemizer.Program, searchPath);
        var espeak = new SpeechProgram(EspeakNgPhonemizer.Program, searchPath);
        var printsStress = options.Notation == PhonemeNotation.ArpabetStress;
        var chosen = options.Fallback != WordFallback.Auto ? options.Fallback
            : options.Notation == PhonemeNotation.Dictionary ? WordFallback.None // nobody knows what it is written in
            : flite.IsInstalled && !printsStress ? WordFallback.Flite
            : espeak.IsInstalled ? WordFallback.EspeakNg
            : WordFallback.None;
        program = chosen switch
        {
            WordFallback.Flite => (flite.Name, With(new FlitePhonemizer(
                new() { Notation = options.Notation, Pause = "" }, context, flite))),
            WordFallback.EspeakNg => (espeak.Name, With(new EspeakNgPhonemizer(
                new() { Notation = Printed(options.Notation), Pause = "" }, context, espeak))),
            _ => null
        };
    }

    /// <summary>The phonemes of a word; null where no program is installed or it has nothing to say.</summary>
    /// <exception cref="FaultException">The program that the options name is missing, or it fails.</exception>
    public string[]? Read(string word) =>
        program is null ? null : known.GetOrAdd(word, key => new(() => Ask(key))).Value;

    private string[]? Ask(string word)
    {
        var (name, read) = program!.Value;
        var phonemes = read(word);
        if (phonemes.Length == 0)
            return null;
        LogRead(logger, word, name, string.Join(' ', phonemes));
        return phonemes;
    }

    private static PhonemeNotation Printed(PhonemeNotation notation) =>
        notation == PhonemeNotation.Dictionary ? PhonemeNotation.Ipa : notation;

    private static Func<string, string[]> With(IPhonemizer phonemizer) => word => [.. phonemizer.Phonemize(word)];

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "No dictionary has the word '{Word}': by the rules of {Program} it is {Phonemes}.")]
    private static partial void LogRead(ILogger logger, string word, string program, string phonemes);
}
