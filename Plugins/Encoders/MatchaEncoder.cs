namespace Melange.Plugins;

/// <summary>The text encoder of Matcha-TTS: a transformer with rotary positions.</summary>
/// <remarks>Source: Mehta et al. 2024 (Matcha-TTS), section 2.2, and its official code.</remarks>
/// <param name="options">Its settings.</param>
/// <param name="context">Phonemes, bins and conditions.</param>
/// <exception cref="OptionsException">An option breaks its rules, or four times Heads do not divide the width.
/// </exception>
/// <exception cref="ArgumentException">A name in Conditions is none of the run's conditions.</exception>
public sealed class MatchaEncoder(MatchaEncoderOptions options, EncoderContext context)
    : PhonemeEncoder(options.Validated().ToGradTts(), context, width => Attention(width, options))
{
    private const int HeadFeatures = 4; // pairs of one half

    private static RotaryAttention Attention(long width, MatchaEncoderOptions options) =>
        width % (HeadFeatures * options.Heads) == 0
            ? new(width, options.ToGradTts())
            : throw new OptionsException($"Heads must part the transformer's width {width} (Channels "
                + $"{options.Channels} + Conditions {width - options.Channels}) into heads of a multiple of "
                + $"{HeadFeatures} features, half of which are turned, but was {options.Heads}. "
                + $"Fit: {FittingHeads(width, HeadFeatures)}.");
}
