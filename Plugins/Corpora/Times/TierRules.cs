namespace Melange.Plugins;

/// <summary>What is read of a TextGrid, and what is put right.</summary>
/// <param name="Tier">Name of the tier.</param>
/// <param name="Silence">The phoneme of intervals without a label.</param>
/// <param name="EdgeSeconds">Seconds that the tier may begin or end off the audio, at least 1 ms.</param>
/// <param name="FrameSeconds">Seconds of a frame; intervals without a label that are shorter are none.</param>
internal sealed record TierRules(string Tier, string Silence, double EdgeSeconds, double FrameSeconds)
{
    private const double LeastSeconds = 0.001;

    /// <summary>The rules of a corpus.</summary>
    public static TierRules Of(CorpusFolderOptions options, AudioFormat format)
    {
        var frame = (double)format.HopSamples / format.SampleRateHz;
        return new(options.Tier, options.Silence, Math.Max(LeastSeconds, options.EdgeFrames * frame), frame);
    }
}
