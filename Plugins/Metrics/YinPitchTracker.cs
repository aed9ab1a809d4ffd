using System.Numerics;
using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Finds the pitch of speech, frame by frame.</summary>
/// <remarks>
/// <c>d(τ) = Σ_{j=1..W} (x_j − x_{j+τ})²</c>, <c>d'(τ) = d(τ) · τ / Σ_{i=1..τ} d(i)</c>, <c>d'(0) = 1</c>; the period
/// is the smallest τ at which d' has a minimum below the threshold, refined by a parabola through d. Source: de
/// Cheveigné and Kawahara 2002, "YIN", eq. 6 and 8, steps 2 to 5. Departs from it: a frame without such a minimum is
/// unvoiced, where YIN takes the deepest; step 6 (looking for a better estimate nearby) is left out.
/// </remarks>
public sealed class YinPitchTracker
{
    private readonly int sampleRateHz;
    private readonly int hopSamples;
    private readonly double threshold;
    private readonly int shortestLag;
    private readonly int longestLag;
    private readonly int windowSamples;

    /// <summary>Creates a tracker for one audio format.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public YinPitchTracker(YinOptions options, AudioFormat format)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(format);
        options.Validated(format.SampleRateHz);
        sampleRateHz = format.SampleRateHz;
        hopSamples = format.HopSamples;
        threshold = options.Threshold;
        shortestLag = Math.Max(2, (int)Math.Floor(sampleRateHz / options.HighestHz));
        longestLag = (int)Math.Ceiling(sampleRateHz / options.LowestHz);
        windowSamples = (int)Math.Round(options.WindowSeconds * sampleRateHz);
    }

    /// <summary>Finds the pitch of each frame.</summary>
    /// <param name="audio">Audio in [-1, 1], <c>[S]</c>; silence is assumed around it.</param>
    /// <param name="frames">Number of frames T; frame i is centred on sample (i + ½)·HopSamples.</param>
    /// <returns>Pitch in Hz, 0 where a frame is unvoiced, float64 <c>[T]</c>, new.</returns>
    /// <exception cref="TensorShapeException">The audio is not shaped as stated.</exception>
    public Tensor Track(Tensor audio, long frames)
    {
        HasShape(audio, "S", [Any]);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        if (frames == 0)
            return zeros(0, dtype: ScalarType.Float64, device: audio.device);
        using var scope = NewDisposeScope();
        var difference = Difference(Framed(audio, frames));                                              // [T, L]
        var normalised = Normalised(difference);                                                         // [T, L]
        var (lag, isVoiced) = FirstDip(normalised);                                                      // [T, 1]
        var periodSamples = lag + ParabolaShift(difference, lag);                                        // [T, 1]
        return where(isVoiced, sampleRateHz / periodSamples, 0.0).squeeze(1).MoveToOuterDisposeScope();  // [T]
    }

    // [S] → [T, W + L], where L lags 0 to longestLag + 1 are compared.
    private Tensor Framed(Tensor audio, long frames)
    {
        long length = windowSamples + longestLag + 2;
        var before = Math.Max(0, (length - hopSamples + 1) / 2);
        var skipped = Math.Max(0, (hopSamples - length) / 2);
        var needed = (frames - 1) * hopSamples + length;
        var heard = audio.detach().to(ScalarType.Float64);
        heard = heard.narrow(0, Math.Min(skipped, heard.shape[0]), Math.Max(0, heard.shape[0] - skipped));
        heard = heard.narrow(0, 0, Math.Min(heard.shape[0], Math.Max(0, needed - before)));
        var padded = nn.functional.pad(heard, [before, needed - before - heard.shape[0]]);
        return padded.unfold(0, length, hopSamples);
    }

    // d(τ) = energy of the window + energy of the window τ later − 2 · their product.
    private Tensor Difference(Tensor framed)
    {
        var lags = longestLag + 2;
        var length = (long)BitOperations.RoundUpToPowerOf2((ulong)framed.shape[1]);
        var window = framed.narrow(1, 0, windowSamples);                                                 // [T, W]
        var spectrum = fft.rfft(window, length).conj() * fft.rfft(framed, length);
        var product = fft.irfft(spectrum, length).narrow(1, 0, lags);                                    // [T, L]
        var energy = nn.functional.pad(framed.square().cumsum(1), [1, 0]);                               // [T, W+L+1]
        var later = energy.narrow(1, windowSamples, lags) - energy.narrow(1, 0, lags);                   // [T, L]
        return (later.narrow(1, 0, 1) + later - 2 * product).clamp_min(0);
    }

    private static Tensor Normalised(Tensor difference)
    {
        var lags = arange(difference.shape[1], dtype: ScalarType.Float64, device: difference.device);
        var sum = difference.narrow(1, 1, difference.shape[1] - 1).cumsum(1);                            // [T, L - 1]
        var normalised = difference.narrow(1, 1, difference.shape[1] - 1) * lags.narrow(0, 1, lags.shape[0] - 1) / sum;
        return nn.functional.pad(where(sum.gt(0), normalised, 1.0), [1, 0], value: 1);                   // [T, L]
    }

    private (Tensor Lag, Tensor IsVoiced) FirstDip(Tensor normalised)
    {
        var count = longestLag - shortestLag + 1;
        var here = normalised.narrow(1, shortestLag, count);
        var isDip = here.lt(threshold)
            .logical_and(here.le(normalised.narrow(1, shortestLag - 1, count)))
            .logical_and(here.lt(normalised.narrow(1, shortestLag + 1, count)));
        var lags = arange(shortestLag, longestLag + 1, dtype: ScalarType.Int64, device: normalised.device).unsqueeze(0);
        var first = where(isDip, lags, longestLag + 1).amin([1], keepdim: true);                         // [T, 1]
        return (first.clamp_max(longestLag), first.le(longestLag));
    }

    // Where the parabola through (−1, a), (0, b), (1, c) has its minimum.
    private static Tensor ParabolaShift(Tensor difference, Tensor lag)
    {
        var a = difference.gather(1, lag - 1);
        var b = difference.gather(1, lag);
        var c = difference.gather(1, lag + 1);
        var curvature = a - 2 * b + c;
        return where(curvature.gt(0), (a - c) / (2 * curvature), 0.0).clamp(-1, 1);
    }
}
