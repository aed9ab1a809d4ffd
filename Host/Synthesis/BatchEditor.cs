namespace Melange.Host.Synthesis;

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
