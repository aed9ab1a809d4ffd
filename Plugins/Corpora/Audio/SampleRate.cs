namespace Melange.Plugins;

/// <summary>Brings audio to another sample rate.</summary>
/// <remarks>
/// The spectrum of the whole recording is cut or widened to the new rate; the upper 5 % of the narrower band fade out
/// along half a cosine, so that nothing above it comes back as an alias. Departs from the windowed sinc of torchaudio,
/// whose table of filters has a quarter of a billion entries for rates that share no divisor (16001 to 16000 Hz).
/// </remarks>
internal static class SampleRate
{
    private const double GuardSeconds = 0.1; // silence at both ends, for what rings over the border
    private const double Passed = 0.95;

    /// <summary>Converts one channel.</summary>
    /// <param name="samples">Float32, <c>[S]</c>.</param>
    /// <param name="fromHz">Their rate.</param>
    /// <param name="toHz">The new rate.</param>
    /// <returns>Float32, of S·toHz/fromHz samples rounded up; the very samples where the rates are the same.</returns>
    public static Tensor Convert(Tensor samples, int fromHz, int toHz)
    {
        if (fromHz == toHz)
            return samples;
        using var scope = NewDisposeScope();
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(fromHz, toHz);
        var (from, to) = (fromHz / divisor, toHz / divisor);    // so many samples take the same time
        var guard = Units(GuardSeconds * fromHz, from);
        var units = guard + Units(samples.shape[0], from) + guard;
        var padded = nn.functional.pad(samples.to(float64),
            (guard * from, (units - guard) * from - samples.shape[0]));
        var spectrum = fft.rfft(padded);                                            // [F]
        var frequencies = arange(spectrum.shape[0], dtype: float64) * ((double)fromHz / padded.shape[0]);
        var band = Math.Min(fromHz, toHz) / 2.0;
        var fade = ((frequencies / band - Passed) / (1 - Passed)).clamp(0, 1);      // 0 passed, 1 cut off
        var gain = 0.5 * (1 + (Math.PI * fade).cos()) * ((double)to / from);
        var converted = fft.irfft(spectrum * gain, units * to);
        return converted.narrow(0, guard * to, Count(samples.shape[0], fromHz, toHz)).to(float32)
            .MoveToOuterDisposeScope();
    }

    /// <summary>How many samples are left of so many.</summary>
    /// <param name="samples">Samples before.</param>
    /// <param name="fromHz">Their rate.</param>
    /// <param name="toHz">The new rate.</param>
    public static long Count(long samples, int fromHz, int toHz)
    {
        var divisor = (long)System.Numerics.BigInteger.GreatestCommonDivisor(fromHz, toHz);
        return (samples * (toHz / divisor) + fromHz / divisor - 1) / (fromHz / divisor);
    }

    private static long Units(double samples, int unit) => (long)Math.Ceiling(samples / unit);
}
