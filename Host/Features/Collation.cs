namespace Melange.Host.Features;

/// <summary>Puts utterances of different lengths into one tensor each, as models see them.</summary>
/// <remarks>Log-mels are normalised by their utterance's <see cref="AudioFormat"/>.</remarks>
public static class Collation
{
    /// <summary>References as conditioners see them.</summary>
    /// <exception cref="InvalidOperationException">A reference is not aligned.</exception>
    public static ReferenceBatch References(IReadOnlyList<PreparedUtterance> utterances, Device device) =>
        References(utterances, [.. utterances.Select(utterance => utterance.FramePhonemes)], device);

    /// <summary>References that are being aligned: the phonemes of their frames are all 0.</summary>
    public static ReferenceBatch Unaligned(IReadOnlyList<PreparedUtterance> utterances, Device device) =>
        References(utterances, [.. utterances.Select(utterance => new long[utterance.Frames])], device);

    /// <summary>Phonemes of texts, and which are real.</summary>
    /// <returns>Ids, 0 in padding, int64, and the mask, bool; both <c>[B, P]</c>.</returns>
    public static (Tensor Ids, Tensor Mask) Phonemes(IReadOnlyList<PreparedUtterance> utterances, Device device) => (
        Ids([.. utterances.Select(utterance => utterance.PhonemeIds)]).to(device),
        Mask([.. utterances.Select(utterance => (long)utterance.PhonemeIds.Length)]).to(device));

    private static ReferenceBatch References(
        IReadOnlyList<PreparedUtterance> utterances, long[][] framePhonemes, Device device)
    {
        using var scope = NewDisposeScope();
        var batch = new ReferenceBatch(
            Mels(utterances).to(device),
            Mask([.. utterances.Select(utterance => utterance.Frames)]).to(device),
            Ids(framePhonemes).to(device),
            tensor(utterances.Select(utterance => (long)utterance.Speaker).ToArray()).to(device),
            tensor(utterances.Select(utterance => (long)utterance.Emotion).ToArray()).to(device))
        {
            Audio = new(utterances[0].Format, [.. utterances.Select(utterance => utterance.Source.Samples)]),
            Style = Styles(utterances)?.to(device)
        };
        batch.Style?.MoveToOuterDisposeScope();
        foreach (var part in new[] { batch.LogMel, batch.Mask, batch.Phonemes, batch.Speakers, batch.Emotions })
            part.MoveToOuterDisposeScope();
        return batch;
    }

    /// <summary>Pieces of targets.</summary>
    /// <param name="utterances">The targets.</param>
    /// <param name="pieces">First frame and number of frames of each piece.</param>
    /// <param name="device">Where the tensors shall live.</param>
    /// <exception cref="InvalidOperationException">A target is not aligned.</exception>
    public static TargetFrames Targets(IReadOnlyList<PreparedUtterance> utterances,
        IReadOnlyList<(long Start, long Length)> pieces, Device device)
    {
        using var scope = NewDisposeScope();
        var positions = utterances.Select((utterance, i) => utterance.Positions
            .Skip((int)pieces[i].Start).Take((int)pieces[i].Length).ToArray()).ToArray();
        var ids = positions.Select((row, i) => row.Select(at => utterances[i].PhonemeIds[at]).ToArray()).ToArray();
        var frames = new TargetFrames(
            Mels(utterances, pieces).to(device), Mask([.. pieces.Select(piece => piece.Length)]).to(device),
            Ids(ids).to(device), Ids(positions).to(device));
        foreach (var part in new[] { frames.LogMel, frames.Mask, frames.PhonemeIds, frames.Positions })
            part.MoveToOuterDisposeScope();
        return frames;
    }

    /// <summary>Rows of ids of different lengths, 0 behind each, int64 <c>[B, longest]</c>.</summary>
    public static Tensor Ids(long[][] rows)
    {
        var longest = rows.Max(row => row.Length);
        return tensor(rows.SelectMany(row => row.Concat(Enumerable.Repeat(0L, longest - row.Length))).ToArray(),
            [rows.Length, longest]);
    }

    /// <summary>True for the first so many entries of each row, bool <c>[B, longest]</c>.</summary>
    public static Tensor Mask(long[] lengths)
    {
        using var scope = NewDisposeScope();
        return arange(lengths.Max()).unsqueeze(0).lt(tensor(lengths).unsqueeze(1)).MoveToOuterDisposeScope();
    }

    /// <summary>Normalised log-mels of whole utterances, zero in padding, <c>[B, M, longest]</c>.</summary>
    public static Tensor Mels(IReadOnlyList<PreparedUtterance> utterances)
    {
        using var scope = NewDisposeScope();
        return Mels(utterances, [.. utterances.Select(utterance => (0L, utterance.Frames))]).MoveToOuterDisposeScope();
    }

    // Zero in padding, [B, W, longest]; null where there are none.
    private static Tensor? Styles(IReadOnlyList<PreparedUtterance> utterances)
    {
        if (utterances[0].Style is null)
            return null;
        var longest = utterances.Max(utterance => utterance.Frames);
        return stack(utterances.Select(utterance => nn.functional.pad(
            utterance.Style!.Read(utterance.Frames, utterance.Format), (0, longest - utterance.Frames))));
    }

    private static Tensor Mels(
        IReadOnlyList<PreparedUtterance> utterances, IReadOnlyList<(long Start, long Length)> pieces)
    {
        var longest = pieces.Max(piece => piece.Length);
        return stack(utterances.Select((utterance, i) => nn.functional.pad(
            utterance.Format.Normalised(utterance.Mel.Read().narrow(1, pieces[i].Start, pieces[i].Length)),
            (0, longest - pieces[i].Length))));
    }
}
