using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Makes audio from a mel-spectrogram without training, by fast Griffin-Lim.</summary>
/// <remarks>
/// From random phases, <c>cₙ = STFT(STFT⁻¹(|X|·tₙ₋₁/|tₙ₋₁|))</c>, <c>tₙ = cₙ + α·(cₙ − cₙ₋₁)</c>, where |X| is found by
/// non-negative least squares. Source: Perraudin et al. 2013, algorithm 2; α = 0 is Griffin &amp; Lim 1984. Louder than
/// full scale is cut to [-1, 1]. A mel-spectrogram too short to be reflected is prolonged by its last frame, then cut.
/// </remarks>
public sealed class GriffinLimVocoder : IVocoder, IDisposable
{
    private const double Least = 1e-12;

    private readonly GriffinLimOptions options;
    private readonly AudioFormat format;
    private readonly MelInversion inversion;

    /// <summary>Creates the vocoder; the filters of the context are copied.</summary>
    /// <exception cref="OptionsException">An option or the audio format breaks its rules.</exception>
    /// <exception cref="TensorShapeException">The filters do not fit the audio format.</exception>
    public GriffinLimVocoder(GriffinLimOptions options, VocoderContext context)
    {
        this.options = options.Validated();
        format = context.Format.Validated();
        HasShape(context.MelFilters, "M F", [format.Bins, format.FftSize / 2 + 1]);
        inversion = new MelInversion(context.MelFilters);
    }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">The mel-spectrogram is not shaped as stated.</exception>
    /// <exception cref="ArgumentException">The mel-spectrogram has no frame.</exception>
    public Tensor Vocode(Tensor logMel, Generator random)
    {
        HasShape(logMel, "M T", [format.Bins, Any]);
        var count = logMel.shape[1];
        if (count < 1)
            throw new ArgumentException($"logMel must be at least 1 frame long, but was {count}.");

        using var scope = NewDisposeScope();
        var magnitude = inversion.Magnitude(Prolonged(logMel.to(float32)).exp());       // [F, T]
        var samples = Reconstructed(magnitude, random);
        return samples[..(int)(count * format.HopSamples)].clamp(-1, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the filters.</summary>
    public void Dispose() => inversion.Dispose();

    private Tensor Prolonged(Tensor logMel)
    {
        var missing = FourierFrames.Fewest(format) - logMel.shape[1];
        return missing <= 0 ? logMel : cat([logMel, logMel[.., ^1..].expand(-1, missing)], 1);
    }

    private Tensor Reconstructed(Tensor magnitude, Generator random)
    {
        using var scope = NewDisposeScope();
        var frames = new FourierFrames(format, magnitude.shape[1], magnitude.device);
        var consistent = Projected(frames, magnitude, RandomPhases(magnitude, random)); // c, [F, T]
        var target = consistent.clone();                                                // t, [F, T]
        for (var round = 1; round < options.Iterations; round++)
        {
            using var previous = consistent;
            using var overshot = target;
            consistent = Projected(frames, magnitude, overshot);
            target = previous.lerp(consistent, 1 + options.Momentum);                   // c + α·(c − previous c)
        }
        return frames.Samples(consistent).MoveToOuterDisposeScope();
    }

    private static Tensor Projected(FourierFrames frames, Tensor magnitude, Tensor target)
    {
        using var scope = NewDisposeScope();
        var wanted = target * (magnitude / target.abs().clamp_min(Least));
        return frames.Spectrum(frames.Samples(wanted)).MoveToOuterDisposeScope();
    }

    private static Tensor RandomPhases(Tensor magnitude, Generator random)
    {
        var turns = rand(magnitude.shape, device: random.device, generator: random).to(magnitude.device);
        return polar(magnitude, 2 * Math.PI * turns);
    }
}
