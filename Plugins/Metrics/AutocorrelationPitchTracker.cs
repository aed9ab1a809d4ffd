using System.Numerics;
using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Finds the pitch of speech, frame by frame.</summary>
/// <remarks>
/// <c>r(τ) = r_a(τ)/r_w(τ)</c>: autocorrelation of a Hann-windowed frame over the window's own (eq. 9), each 1 at τ =
/// 0. Its maxima above half the voicing threshold are candidates of strength <c>r − OctaveCost · log2(HighestHz ·
/// τ)</c>, beside a voiceless one of <c>VoicingThreshold + max(0, 2 − peak · (1 + VoicingThreshold)/SilenceThreshold)
/// </c>, peak the frame's greatest amplitude over the utterance's; <see cref="PitchPath"/> chooses. Source: Boersma
/// 1993, "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled
/// sound", and the defaults of Praat 6.3. Departs from it: frames are the spectrogram's, silence is assumed around the
/// audio; maxima are sought in quarters of a sample; the audio is not filtered before (nor is it in Praat).
/// </remarks>
public sealed class AutocorrelationPitchTracker : IDisposable
{
    private const double PeriodsInWindow = 3;
    private const int MostVoiced = 14;

    private readonly AutocorrelationPitchOptions options;
    private readonly AudioFormat format;
    private readonly PitchPath path;
    private readonly int periodSamples;
    private readonly int windowSamples;
    private readonly int firstStep;
    private readonly Tensor window;           // [W]
    private readonly Tensor ofWindow;         // [L], autocorrelation of the window
    private readonly Tensor interpolation;    // [L, F]

    /// <summary>Creates a tracker for one audio format.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public AutocorrelationPitchTracker(AutocorrelationPitchOptions options, AudioFormat format)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(format);
        (this.options, this.format) = (options.Validated(format.SampleRateHz), format);
        var costs = 0.01 * format.FrameRateHz;
        path = new(options.OctaveJumpCost * costs, options.VoicedUnvoicedCost * costs);
        periodSamples = (int)(format.SampleRateHz / options.LowestHz);
        windowSamples = (int)(PeriodsInWindow * format.SampleRateHz / options.LowestHz) / 2 * 2;
        const int steps = LagInterpolation.StepsPerLag;
        firstStep = (int)Math.Ceiling(steps * format.SampleRateHz / options.HighestHz) - 1;
        var lastStep = steps * (periodSamples + 2) + 1;
        using var scope = NewDisposeScope();
        var places = arange(windowSamples, dtype: ScalarType.Float64) + 1;
        window = (0.5 - (places * (2 * Math.PI / (windowSamples + 1))).cos() * 0.5).DetachFromDisposeScope();
        ofWindow = Autocorrelation(window.unsqueeze(0)).squeeze(0).DetachFromDisposeScope();
        interpolation = LagInterpolation.Weights(firstStep, lastStep - firstStep + 1, Lags).DetachFromDisposeScope();
    }

    private int Lags => windowSamples / 2 + 1;

    /// <summary>Finds the pitch of each frame.</summary>
    /// <param name="audio">Audio in [-1, 1], <c>[S]</c>; silence is assumed around it.</param>
    /// <param name="frames">Number of frames T; frame i is centred on sample (i + ½)·HopSamples.</param>
    /// <returns>Pitch in Hz, 0 where a frame is unvoiced, <c>[T]</c>.</returns>
    /// <exception cref="TensorShapeException">The audio is not shaped as stated.</exception>
    public double[] Track(Tensor audio, long frames)
    {
        HasShape(audio, "S", [Any]);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        if (frames == 0 || audio.shape[0] == 0)
            return new double[frames];
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var heard = audio.to(ScalarType.Float64).cpu();
        heard = heard - heard.mean();
        var framed = AudioFrames.Of(heard, frames, windowSamples, format.HopSamples);                    // [T, W]
        framed = framed - Middle(framed, periodSamples).mean([1], keepdim: true);
        var peak = Middle(framed * window, periodSamples / 2 + 1).abs().amax([1], keepdim: true);        // [T, 1]
        var (frequencies, strengths) = Voiced(Autocorrelation(framed * window) / ofWindow);              // [T, C]
        frequencies = cat([zeros_like(peak), frequencies], 1);                                           // [T, 1 + C]
        strengths = cat([Voiceless(peak / heard.abs().max()), strengths], 1);
        return path.Find(frequencies.data<double>().ToArray(), strengths.data<double>().ToArray(),
            (int)frequencies.shape[1]);
    }

    /// <summary>As <see cref="Track"/>, once for all metrics that ask for the same audio of a pair.</summary>
    internal double[] TrackOnce(MetricInput input, Tensor audio, long frames) =>
        SharedWork.Of(input, (options, ReferenceEquals(audio, input.TargetAudio), frames), () => Track(audio, frames));

    /// <summary>Frees window and weights.</summary>
    public void Dispose()
    {
        window.Dispose();
        ofWindow.Dispose();
        interpolation.Dispose();
    }

    private Tensor Middle(Tensor framed, int half) => framed.narrow(1, windowSamples / 2 - half, 2 * half);

    private Tensor Voiceless(Tensor peak) => options.VoicingThreshold + (options.SilenceThreshold > 0
        ? (2 - peak * ((1 + options.VoicingThreshold) / options.SilenceThreshold)).clamp_min(0)
        : zeros_like(peak));

    // 1 at lag 0; 0 at all lags of a frame in which there is nothing.
    private Tensor Autocorrelation(Tensor windowed)                                                      // [T, L]
    {
        var length = (long)BitOperations.RoundUpToPowerOf2((uint)(windowSamples + Lags));
        var power = fft.rfft(windowed, length).abs().square();
        var products = fft.irfft(power, length).narrow(1, 0, Lags);
        var energy = products.narrow(1, 0, 1);
        return where(energy.gt(0), products / energy, 0.0);
    }

    // The strongest maxima of each frame, [T, C]: where the parabola through three values has its top.
    private (Tensor Frequencies, Tensor Strengths) Voiced(Tensor correlation)
    {
        var fine = correlation.mm(interpolation);                                                        // [T, F]
        var count = fine.shape[1] - 2;
        var (a, b, c) = (fine.narrow(1, 0, count), fine.narrow(1, 1, count), fine.narrow(1, 2, count));
        var isTop = b.gt(a).logical_and(b.ge(c)).logical_and(b.gt(options.VoicingThreshold / 2));
        var curvature = a - 2 * b + c;
        var shift = where(isTop, (a - c) / (2 * curvature), 0.0);
        var height = b - (a - c) * shift / 4;
        var steps = arange(firstStep + 1, firstStep + 1 + count, dtype: ScalarType.Float64);
        var lag = (steps + shift) / LagInterpolation.StepsPerLag;
        var frequency = format.SampleRateHz / lag;
        var preference = (options.HighestHz / frequency).log2() * options.OctaveCost;
        var strength = where(height.gt(1), 1 / height, height) - preference;
        var isPitch = isTop.logical_and(frequency.le(options.HighestHz));
        var (best, at) = where(isPitch, strength, double.NegativeInfinity).topk((int)Math.Min(MostVoiced, count), 1);
        return (frequency.gather(1, at), best);
    }
}
