using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Speaking;

/// <summary>Speaks lines of text in batches of like length, and writes each as soon as its batch is done.</summary>
/// <param name="synthesiser">Who speaks.</param>
/// <param name="reference">What the style comes from.</param>
/// <param name="seed">Seed of the run; each line has one of its own from it, whatever batch it is in.</param>
public sealed class SpeechJob(Synthesiser synthesiser, PreparedUtterance reference, int seed)
{
    /// <summary>Speaks every line.</summary>
    /// <param name="lines">The lines and the file of each, at least one.</param>
    /// <param name="batchSize">Most lines at once.</param>
    /// <param name="sampleRateHz">Audio samples a second.</param>
    /// <param name="progress">Told how many lines are done.</param>
    /// <exception cref="FaultException">A file cannot be written.</exception>
    public SpeechTotals Run(
        IReadOnlyList<(SpokenLine Line, string File)> lines, int batchSize, int sampleRateHz, Action<int> progress)
    {
        var (totals, done) = (new SpeechTotals(0, 0, 0, 0), 0);
        var byLength = lines.Select((line, index) => (line.Line, line.File, Index: index))
            .OrderBy(entry => entry.Line.PhonemeIds.Length);
        foreach (var entries in byLength.Chunk(batchSize))
        {
            using var scope = NewDisposeScope();
            var batch = synthesiser.SpeakAll([.. entries.Select(entry => new SynthesisRequest(
                entry.Line.PhonemeIds, reference, SeedSequence.Derive(seed, RandomUse.Synthesis, entry.Index)))]);
            foreach (var (entry, speech) in entries.Zip(batch.Speeches))
                Write(entry.File, [.. speech.Audio.data<float>()], sampleRateHz);
            var samples = batch.Speeches.Sum(speech => speech.Audio.shape[0]);
            totals = new(totals.AudioSeconds + samples / (double)sampleRateHz, totals.MelSeconds + batch.MelSeconds,
                totals.VocoderSeconds + batch.VocoderSeconds, batch.Evaluations);
            progress(done += entries.Length);
        }
        return totals;
    }

    private static void Write(string file, float[] samples, int sampleRateHz)
    {
        try
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            WavWriter.Write(file, samples, sampleRateHz);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FaultException([new("--out", 0, $"it must be a place that can be written to: {fault.Message}")]);
        }
    }
}

/// <summary>What was spoken with which reference, and what it took.</summary>
/// <param name="Lines">The lines of text, in order.</param>
/// <param name="Reference">What the style came from.</param>
/// <param name="Totals">Length and times.</param>
public sealed record SpeechOutcome(IReadOnlyList<SpokenLine> Lines, SpokenReference Reference, SpeechTotals Totals)
{
    /// <summary>Which files the vocoder was made of, with their hashes; null where it was made of none.</summary>
    public string? Vocoder { get; init; }
}

/// <summary>What a run over lines of text took and gave.</summary>
/// <param name="AudioSeconds">Length of all audio, in seconds.</param>
/// <param name="MelSeconds">Wall time from phonemes to mel, in seconds.</param>
/// <param name="VocoderSeconds">Wall time from mel to audio, in seconds.</param>
/// <param name="Evaluations">Score evaluations of each batch.</param>
public sealed record SpeechTotals(double AudioSeconds, double MelSeconds, double VocoderSeconds, int Evaluations);
