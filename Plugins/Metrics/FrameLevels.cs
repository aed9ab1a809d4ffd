using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>How loud speech is, frame by frame.</summary>
/// <remarks>
/// <c>10 log10(Σ w x²/Σ w)</c> in dB of full scale over a periodic Hann window w of FftSize samples around the middle
/// of each frame; a level below the floor counts as the floor.
/// </remarks>
/// <param name="format">Rate, window and hop.</param>
/// <param name="floorDecibels">What silence counts as, in dB below full scale.</param>
internal sealed class FrameLevels(AudioFormat format, double floorDecibels)
{
    /// <summary>The level of each frame.</summary>
    /// <param name="audio">Audio in [-1, 1], <c>[S]</c>; silence is assumed around it.</param>
    /// <param name="frames">Number of frames T; frame i is centred on sample (i + ½)·HopSamples.</param>
    /// <returns>Levels in dB, <c>[T]</c>.</returns>
    /// <exception cref="TensorShapeException">The audio is not shaped as stated.</exception>
    public double[] Of(Tensor audio, long frames)
    {
        HasShape(audio, "S", [Any]);
        if (frames == 0)
            return [];
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var window = hann_window(format.FftSize, periodic: true, dtype: ScalarType.Float64);
        var framed = AudioFrames.Of(audio.to(ScalarType.Float64).cpu(), frames, format.FftSize, format.HopSamples);
        var power = framed.square().mv(window) / window.sum();                       // [T]
        return (power.log10() * 10).clamp_min(floorDecibels).data<double>().ToArray();
    }
}
