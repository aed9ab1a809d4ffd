using System.Globalization;
using Melange.Host.Assembly.Options;

namespace Melange.Host.Speaking;

/// <summary>Says what a synthesis did, for people.</summary>
public static class SpeechSummary
{
    /// <summary>One line each for time, diffusion, phonemes and reference.</summary>
    /// <param name="outcome">What was spoken, and what it took.</param>
    /// <param name="options">How it was spoken.</param>
    /// <param name="phonemes">Name of each phoneme id.</param>
    public static IEnumerable<string> Lines(
        SpeechOutcome outcome, SynthesisOptions options, IReadOnlyList<string> phonemes)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(options);
        var (totals, source) = (outcome.Totals, outcome.Reference.Utterance.Source);
        var (mel, vocoder) = (totals.MelSeconds / totals.AudioSeconds, totals.VocoderSeconds / totals.AudioSeconds);
        var seconds = totals.MelSeconds + totals.VocoderSeconds;
        yield return Invariant($"{totals.AudioSeconds:f2} s of speech in {seconds:f2} s: ")
            + Invariant($"real-time factor {mel + vocoder:f2} (mel {mel:f2}, vocoder {vocoder:f2})");
        yield return Invariant($"sampler {options.Sampler.Id}, {totals.Evaluations} score evaluations, ")
            + Invariant($"guidance {options.Guidance}, noise {options.Noise.Id}, vocoder {options.Vocoder.Id}")
            + (outcome.Vocoder is { } files ? $" ({files})" : "");
        yield return $"reference {source.Id}: {source.Phonemes.Count} phonemes, {outcome.Reference.About}";
        yield return Found(outcome, phonemes);
    }

    private static string Found(SpeechOutcome outcome, IReadOnlyList<string> phonemes)
    {
        var known = outcome.Reference.Utterance.PhonemeIds.ToHashSet();
        var spoken = outcome.Lines.SelectMany(line => line.PhonemeIds).ToList();
        var missing = spoken.Where(id => !known.Contains(id)).Distinct()
            .Select(id => phonemes[(int)id]).Order(StringComparer.Ordinal).ToList();
        var share = Invariant($"{100.0 * spoken.Count(known.Contains) / spoken.Count:f0} %");
        return $"{spoken.Count(known.Contains)} of {spoken.Count} phonemes of the text ({share}) occur in the reference"
            + (missing.Count == 0 ? "" : $"; not: {string.Join(", ", missing)}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
