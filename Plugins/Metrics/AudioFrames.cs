namespace Melange.Plugins;

/// <summary>Cuts audio into the frames of its spectrogram.</summary>
internal static class AudioFrames
{
    /// <summary>The samples around the middle of each frame.</summary>
    /// <param name="audio">Audio, <c>[S]</c>; silence is assumed around it.</param>
    /// <param name="frames">Number of frames T, at least 1; frame i is centred on sample (i + ½)·hopSamples.</param>
    /// <param name="length">Samples a frame W.</param>
    /// <param name="hopSamples">Samples from one frame to the next.</param>
    /// <returns>Frames, <c>[T, W]</c>, new.</returns>
    public static Tensor Of(Tensor audio, long frames, int length, int hopSamples)
    {
        using var scope = NewDisposeScope();
        var before = Math.Max(0, (length - hopSamples + 1) / 2);
        var skipped = Math.Min(Math.Max(0, (hopSamples - length) / 2), audio.shape[0]);
        var needed = (frames - 1) * hopSamples + length;
        var heard = audio.narrow(0, skipped, audio.shape[0] - skipped);
        heard = heard.narrow(0, 0, Math.Min(heard.shape[0], Math.Max(0, needed - before)));
        var padded = nn.functional.pad(heard, [before, needed - before - heard.shape[0]]);
        return padded.unfold(0, length, hopSamples).MoveToOuterDisposeScope();
    }
}
