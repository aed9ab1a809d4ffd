using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Training;

namespace Melange.Host.Vocoding;

/// <summary>Says which pieces of which recordings each step of a vocoder's training has.</summary>
/// <remarks>Depends on seed and step alone. B pieces, M mel bins, S frames of a piece.</remarks>
/// <param name="utterances">What is learned from.</param>
/// <param name="logMel">The log-mel that stands for an utterance, <c>[M, T]</c>.</param>
/// <param name="options">Pieces a batch, and frames of a piece.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class VocoderPieces(IReadOnlyList<PreparedUtterance> utterances,
    Func<PreparedUtterance, Tensor> logMel, VocoderTrainingOptions options, int seed)
{
    private readonly UtteranceOrder order =
        new([.. utterances.Select(utterance => utterance.Frames)], options.BatchSize, buckets: 1, seed);

    /// <summary>The pieces of a step.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="device">Where the tensors shall live.</param>
    /// <returns>The caller's scope owns them.</returns>
    public PieceBatch At(int step, Device device)
    {
        using var scope = NewDisposeScope();
        var random = new Random(unchecked((int)SeedSequence.Derive(seed, RandomUse.Batch, step)));
        var chosen = Enumerable.Range(0, options.BatchSize)
            .Select(i => utterances[order.At((long)step * options.BatchSize + i)]).ToList();
        var pieces = chosen.Select(utterance =>
            Piece(utterance, random.NextInt64(Math.Max(utterance.Frames - options.SegmentFrames, 0) + 1))).ToList();
        return new(
            stack(pieces.Select(piece => piece.LogMel)).to(device).MoveToOuterDisposeScope(),
            stack(pieces.Select(piece => piece.Audio)).to(device).MoveToOuterDisposeScope(),
            [.. chosen.Select(utterance => utterance.Source.Id)]);
    }

    // Behind the end of a short one is silence.
    private (Tensor LogMel, Tensor Audio) Piece(PreparedUtterance utterance, long start)
    {
        var (format, frames) = (utterance.Format, Math.Min(options.SegmentFrames, utterance.Frames));
        var (hop, missing) = (format.HopSamples, options.SegmentFrames - frames);
        var samples = utterance.Source.Samples.ToArray().AsSpan((int)start * hop, (int)frames * hop).ToArray();
        return (
            nn.functional.pad(logMel(utterance).narrow(1, start, frames), (0, missing),
                value: Math.Log(format.MelFloor)),                                                  // [M, S]
            nn.functional.pad(tensor(samples).unsqueeze(0), (0, missing * hop)));                   // [1, S·hop]
    }
}

/// <summary>Pieces of recordings.</summary>
/// <param name="LogMel">What the generator hears, <c>[B, M, S]</c>.</param>
/// <param name="Audio">What it shall say, <c>[B, 1, S·hop]</c>.</param>
/// <param name="Ids">Which utterances they are of.</param>
internal sealed record PieceBatch(Tensor LogMel, Tensor Audio, IReadOnlyList<string> Ids);
