namespace Melange.Bench;

/// <summary>Makes utterances of one length of those of a corpus.</summary>
internal static class SameLength
{
    /// <summary>Each utterance followed by itself until it is long enough, and cut.</summary>
    /// <param name="utterances">Utterances with times.</param>
    /// <param name="frames">Frames of each.</param>
    /// <param name="format">How audio becomes frames.</param>
    public static IReadOnlyList<Utterance> Of(IReadOnlyList<Utterance> utterances, int frames, AudioFormat format) =>
        [.. utterances.Select(utterance => Cut(utterance, frames * format.HopSamples, format.SampleRateHz))];

    private static Utterance Cut(Utterance utterance, int samples, int sampleRateHz)
    {
        var seconds = samples / (double)sampleRateHz;
        var (phonemes, ends) = (new List<string>(), new List<double>());
        for (var i = 0; ends.Count == 0 || ends[^1] < seconds; i++)
        {
            var (turn, position) = Math.DivRem(i, utterance.Phonemes.Count);
            var turnSeconds = utterance.Samples.Count / (double)sampleRateHz;
            phonemes.Add(utterance.Phonemes[position]);
            ends.Add(Math.Min(seconds, turn * turnSeconds + utterance.EndSeconds![position]));
        }
        var audio = Enumerable.Range(0, samples).Select(i => utterance.Samples[i % utterance.Samples.Count]);
        return utterance with { Samples = [.. audio], Phonemes = phonemes, EndSeconds = ends };
    }
}
