using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Synthesis;

/// <summary>Makes the edits of a config into what an estimator is given at each diffusion time.</summary>
/// <remarks>
/// After Hertz et al. 2022 (prompt-to-prompt), section 3.1: a re-weighted word is a phoneme with a scale, a replaced
/// map is a forced or forbidden link, τ is <c>until</c>. Departs from it: links change who may be looked at, not the
/// weights of a source's map. B = 1. T target frames, R reference frames.
/// </remarks>
/// <param name="edits">The edits, in order; a later one that forces wins over an earlier one.</param>
/// <param name="speech">What is spoken, and with which reference.</param>
internal sealed class AttentionEditor(IEnumerable<EditOptions> edits, EditedSpeech speech)
{
    private readonly List<EditOptions> edits = [.. edits];

    /// <summary>What is edited at a diffusion time, from 1 (noise) to 0 (mel).</summary>
    /// <returns>Null where nothing is; its tensors belong to the current dispose scope.</returns>
    public AttentionEdit? At(double time)
    {
        var active = edits.Where(edit => 1 - time < edit.Until).ToList();
        if (active.Count == 0)
            return null;
        using var scope = NewDisposeScope();
        var scale = ones(1, speech.FramePhonemes.Count, device: speech.Device);     // [1, T]
        Tensor? forced = null, forbidden = null;                                    // [1, T, R]
        foreach (var edit in active)
        {
            var frames = Frames(edit);                                              // [1, T]
            scale = where(frames, scale * edit.Scale, scale);
            if (edit.Link == LinkEdit.Force)
                forced = where(frames.unsqueeze(2), Pairs(frames, edit), forced ?? zeros_like(Pairs(frames, edit)));
            else if (edit.Link == LinkEdit.Forbid)
                forbidden = forbidden is null ? Pairs(frames, edit) : forbidden.logical_or(Pairs(frames, edit));
        }
        return new(scale.MoveToOuterDisposeScope(),
            new(forced?.MoveToOuterDisposeScope(), forbidden?.MoveToOuterDisposeScope()));
    }

    private Tensor Frames(EditOptions edit)                                         // bool [1, T]
    {
        var named = edit.Phonemes.Select(phoneme => (long)speech.Inventory.PhonemeId(phoneme)).ToHashSet();
        return tensor(speech.FramePhonemes.Select(named.Contains).ToArray(), device: speech.Device).unsqueeze(0);
    }

    private Tensor Pairs(Tensor frames, EditOptions edit)                           // bool [1, T, R]
    {
        var seconds = arange(speech.ReferenceFrames, device: speech.Device) / speech.FrameRateHz; // [R]
        var span = seconds.ge(edit.From).logical_and(seconds.lt(edit.To!.Value));   // a frame is where it begins
        return frames.unsqueeze(2).logical_and(span.view(1, 1, -1));
    }
}

/// <summary>The speech whose attention is edited.</summary>
/// <param name="FramePhonemes">Phoneme id of each target frame, T in order.</param>
/// <param name="ReferenceFrames">Reference frames R.</param>
/// <param name="FrameRateHz">Mel frames a second.</param>
/// <param name="Inventory">Names and ids of phonemes.</param>
/// <param name="Device">Where tensors live.</param>
internal sealed record EditedSpeech(
    IReadOnlyList<long> FramePhonemes, long ReferenceFrames, double FrameRateHz, CorpusInventory Inventory,
    Device Device);

/// <summary>Puts the edits of several texts into one batch.</summary>
/// <remarks>B texts, T target frames, R reference frames. Frames of padding are not edited.</remarks>
/// <param name="editors">The editor of each text; all have the same edits.</param>
/// <param name="frames">T and R of the batch.</param>
internal sealed class BatchEditor(IReadOnlyList<AttentionEditor> editors, (long Target, long Reference) frames)
{
    /// <summary>What is edited at a diffusion time, from 1 (noise) to 0 (mel).</summary>
    /// <returns>Null where nothing is; its tensors belong to the current dispose scope.</returns>
    public AttentionEdit? At(double time)
    {
        using var scope = NewDisposeScope();
        var each = editors.Select(editor => editor.At(time)).OfType<AttentionEdit>().ToList();
        if (each.Count == 0)
            return null;
        var scale = cat([.. each.Select(edit =>                                     // [B, T]
            nn.functional.pad(edit.Scale!, (0, frames.Target - edit.Scale!.shape[1]), value: 1))]);
        return new(scale.MoveToOuterDisposeScope(), new(
            Links(each.Select(edit => edit.Links!.Forced))?.MoveToOuterDisposeScope(),
            Links(each.Select(edit => edit.Links!.Forbidden))?.MoveToOuterDisposeScope()));
    }

    private Tensor? Links(IEnumerable<Tensor?> links)                               // bool [B, T, R]
    {
        var padded = links.OfType<Tensor>().Select(pairs => nn.functional.pad(
            pairs, (0, frames.Reference - pairs.shape[2], 0, frames.Target - pairs.shape[1]))).ToArray();
        return padded.Length == 0 ? null : cat(padded);
    }
}
