namespace Melange.Host.Features;

/// <summary>The triangular filters that gather Fourier frequencies into mel bins.</summary>
/// <remarks>
/// Filter k rises linearly in Hz from edge k to edge k + 1 and falls to edge k + 2; so high that its area is 1,
/// or 1 high. The edges lie evenly on Slaney's mel scale: linear below 1 kHz (3 mel are 200 Hz), logarithmic above
/// (27 mel are a factor of 6.4); or on HTK's, 2595·log10(1 + f/700). Source: M. Slaney, Auditory Toolbox 1998, equal
/// to librosa's default filters; S. Young et al., The HTK Book, 5.4. Computed in float64.
/// </remarks>
public static class MelFilterbank
{
    private const double LinearHzPerMel = 200.0 / 3;
    private const double KneeHz = 1000;
    private const double KneeMel = KneeHz / LinearHzPerMel;
    private static readonly double LogStep = Math.Log(6.4) / 27;
    private const double HtkMels = 2595; // a factor of 10
    private const double HtkHz = 700;

    /// <summary>Computes the filters of a format.</summary>
    /// <param name="format">Rate, window, bins and edges.</param>
    /// <returns>Filters, unit 1/Hz, or none where they are 1 high, float32 <c>[M, FftSize/2 + 1]</c>, new.</returns>
    /// <exception cref="OptionsException">The format breaks its own rules.</exception>
    public static Tensor Of(AudioFormat format)
    {
        format.Validated();

        using var scope = NewDisposeScope();
        var edges = Edges(format).unsqueeze(1);                                                         // [M + 2, 1]
        var (left, centre, right) = (edges[..^2], edges[1..^1], edges[2..]);                            // [M, 1]
        var hertz = linspace(0, format.SampleRateHz / 2.0, format.FftSize / 2 + 1, dtype: float64);     // [F]
        var rising = (hertz - left) / (centre - left);                                                  // [M, F]
        var falling = (right - hertz) / (right - centre);                                               // [M, F]
        var filters = minimum(rising, falling).clamp_min(0);
        if (format.FilterHeight == FilterHeight.Area)
            filters = filters * 2 / (right - left);
        return filters.to(float32).MoveToOuterDisposeScope();
    }

    private static Tensor Edges(AudioFormat format)
    {
        Func<double, double> toMel = format.MelScale == MelScale.Htk ? ToHtkMel : ToMel;
        var mels = linspace(toMel(format.LowHz), toMel(format.HighHz), format.Bins + 2, dtype: float64);
        return format.MelScale == MelScale.Htk ? HtkHz * (pow(10, mels / HtkMels) - 1) : ToHertz(mels);
    }

    private static double ToHtkMel(double hertz) => HtkMels * Math.Log10(1 + hertz / HtkHz);

    private static double ToMel(double hertz) =>
        hertz < KneeHz ? hertz / LinearHzPerMel : KneeMel + Math.Log(hertz / KneeHz) / LogStep;

    private static Tensor ToHertz(Tensor mel) =>
        where(mel < KneeMel, mel * LinearHzPerMel, KneeHz * ((mel - KneeMel) * LogStep).exp());
}
