using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Vocoding;

/// <summary>The losses of a generator of audio and of the discriminators that it is trained against.</summary>
/// <remarks>
/// Source: Kong et al. 2020 (HiFi-GAN), section 2.4. B pieces, L samples, K discriminators, N_k layers of each, φ the
/// log-mel with bins up to half the rate, as the official code has it in training. Departs from it: a mean over layers
/// has all values of a layer weigh the same, as the official code does.
/// </remarks>
internal sealed class VocoderObjective : IDisposable
{
    private readonly nn.Module<Tensor, IReadOnlyList<Judgement>> discriminators;
    private readonly VocoderTrainingOptions options;
    private readonly LogMelSpectrogram spectrogram;

    /// <summary>Prepares the losses.</summary>
    /// <param name="discriminators">The discriminators; the caller's.</param>
    /// <param name="options">Factors.</param>
    /// <param name="format">The generator's log-mels.</param>
    public VocoderObjective(nn.Module<Tensor, IReadOnlyList<Judgement>> discriminators, VocoderTrainingOptions options,
        AudioFormat format)
    {
        (this.discriminators, this.options) = (discriminators, options);
        spectrogram = new(format with { HighHz = format.SampleRateHz / 2.0 });
    }

    /// <summary>L_D, of the discriminators: eq. 1 and 6.</summary>
    /// <param name="recorded">x, <c>[B, 1, L]</c>.</param>
    /// <param name="generated">G(s), without gradient, <c>[B, 1, L]</c>.</param>
    /// <returns>Σ_k [(D_k(x) − 1)² + D_k(G(s))²], a scalar.</returns>
    public Tensor OfDiscriminators(Tensor recorded, Tensor generated) =>
        Sum(Judge(recorded).Zip(Judge(generated), (real, made) =>
            (real.Scores - 1).square().mean() + made.Scores.square().mean()));

    /// <summary>What L_G is made of: eq. 2 to 4, 7 and 8.</summary>
    /// <param name="recorded">x, <c>[B, 1, L]</c>.</param>
    /// <param name="generated">G(s), <c>[B, 1, L]</c>.</param>
    /// <param name="isAgainstDiscriminators">Whether they are asked.</param>
    public GeneratorLosses OfGenerator(Tensor recorded, Tensor generated, bool isAgainstDiscriminators)
    {
        var mel = Mean(LogMel(recorded), LogMel(generated));                                        // eq. 3
        if (!isAgainstDiscriminators)
            return new(mel, null, null);
        var (real, made) = (WithoutGradient(() => Judge(recorded)), Judge(generated));
        return new(mel,
            Sum(made.Select(judgement => (judgement.Scores - 1).square().mean())),                  // eq. 2, 7
            Sum(real.Zip(made).SelectMany(pair =>
                pair.First.Features.Zip(pair.Second.Features, Mean))));                             // eq. 4
    }

    /// <summary>L_G = L_Adv + λ_fm·L_FM + λ_mel·L_Mel: eq. 5.</summary>
    public Tensor Total(GeneratorLosses losses) =>
        losses.Adversarial is { } adversarial && losses.Features is { } features
            ? adversarial + options.FeatureWeight * features + options.MelWeight * losses.Mel
            : options.MelWeight * losses.Mel;

    /// <inheritdoc/>
    public void Dispose() => spectrogram.Dispose();

    private Tensor LogMel(Tensor audio) => spectrogram.OfBatch(audio.squeeze(1));                   // [B, M, T]

    private IReadOnlyList<Judgement> Judge(Tensor audio) => discriminators.call(audio);

    private static T WithoutGradient<T>(Func<T> ask)
    {
        using var off = no_grad();
        return ask();
    }

    private static Tensor Mean(Tensor real, Tensor made) => (real - made).abs().mean();

    private static Tensor Sum(IEnumerable<Tensor> terms) => stack(terms).sum();
}

/// <summary>The parts of a generator's loss, without their factors, each a scalar.</summary>
/// <param name="Mel">L_Mel, in nat.</param>
/// <param name="Adversarial">L_Adv over all discriminators; null where they are not asked.</param>
/// <param name="Features">L_FM over all discriminators; null where they are not asked.</param>
internal sealed record GeneratorLosses(Tensor Mel, Tensor? Adversarial, Tensor? Features);
