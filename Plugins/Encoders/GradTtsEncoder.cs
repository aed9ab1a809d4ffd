namespace Melange.Plugins;

/// <summary>The text encoder of Grad-TTS: a transformer with relative positions.</summary>
/// <remarks>Source: Popov et al. 2021 (Grad-TTS), section 3.3, after Kim et al. 2020 (Glow-TTS), appendix
/// A.1.</remarks>
/// <param name="options">Its settings.</param>
/// <param name="context">Phonemes, bins and conditions.</param>
/// <exception cref="OptionsException">An option breaks its rules, or Heads do not divide the width.</exception>
/// <exception cref="ArgumentException">A name in Conditions is none of the run's conditions.</exception>
public sealed class GradTtsEncoder(GradTtsEncoderOptions options, EncoderContext context)
    : PhonemeEncoder(options, context, width => Attention(width, options))
{
    private static RelativeAttention Attention(long width, GradTtsEncoderOptions options) => width % options.Heads == 0
        ? new(width, options)
        : throw new OptionsException($"Heads must divide the transformer's width {width} (Channels {options.Channels} "
            + $"+ Conditions {width - options.Channels}), but was {options.Heads}. Fit: {FittingHeads(width, 1)}.");
}
