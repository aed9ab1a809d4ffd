using Melange.Host.Assembly;
using Melange.Host.Features;

namespace Melange.Host.Aligning;

/// <summary>Aligns a training batch's utterances without times by what the encoder expects of them so far.</summary>
/// <remarks>
/// No gradient passes. Source: Popov et al. 2021 (Grad-TTS), section 3.2: each step takes the most likely alignment
/// under the current encoder as given. Departs from it: references need phonemes of their frames, which it has none of.
/// </remarks>
public sealed class BatchAligner(SynthesisModel model)
{
    /// <summary>Aligns the targets that have no times.</summary>
    /// <param name="targets">B in order.</param>
    /// <param name="mean">The encoder's prior mean for their phonemes, <c>[B, M, P]</c>.</param>
    /// <returns>B in order; those with times as they are.</returns>
    public static IReadOnlyList<PreparedUtterance> Targets(IReadOnlyList<PreparedUtterance> targets, Tensor mean)
    {
        if (targets.All(target => target.IsAligned))
            return targets;
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var rows = Enumerable.Range(0, targets.Count).Where(row => !targets[row].IsAligned).ToArray();
        var found = Search([.. rows.Select(row => targets[row])],
            mean.index_select(0, tensor(rows.Select(row => (long)row).ToArray(), device: mean.device)));
        var aligned = targets.ToArray();
        for (var i = 0; i < rows.Length; i++)
            aligned[rows[i]] = targets[rows[i]] with { Durations = found[i] };
        return aligned;
    }

    /// <summary>Aligns the references that have no times, each with itself as the reference.</summary>
    /// <param name="references">B in order.</param>
    /// <param name="device">Where the model lives.</param>
    /// <returns>B in order; those with times as they are.</returns>
    public IReadOnlyList<PreparedUtterance> References(IReadOnlyList<PreparedUtterance> references, Device device)
    {
        if (references.All(reference => reference.IsAligned))
            return references;
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var phonemes = Collation.Phonemes(references, device);
        var conditions = SynthesisModel.Averages(model.Condition(Collation.Unaligned(references, device)));
        return Targets(references, model.Encoder.Encode(new(phonemes.Ids, phonemes.Mask, conditions)).Mean);
    }

    private static IReadOnlyList<long[]> Search(IReadOnlyList<PreparedUtterance> utterances, Tensor mean)
    {
        var mel = Collation.Mels(utterances).to(mean.device);                       // [B, M, T]
        var likelihood = FrameLikelihood.Of(mean.to(mel.dtype), mel);               // [B, P, T]
        return MonotonicAlignment.Durations(likelihood, [.. utterances.Select(
            utterance => new AlignmentSize(utterance.PhonemeIds.Length, (int)utterance.Frames))]);
    }
}
