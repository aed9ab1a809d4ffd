using Melange.Host.Assembly;

namespace Melange.Host.Synthesis;

/// <summary>The speech whose attention is edited.</summary>
/// <param name="FramePhonemes">Phoneme id of each target frame, T in order.</param>
/// <param name="ReferenceFrames">Reference frames R.</param>
/// <param name="FrameRateHz">Mel frames a second.</param>
/// <param name="Inventory">Names and ids of phonemes.</param>
/// <param name="Device">Where tensors live.</param>
internal sealed record EditedSpeech(
    IReadOnlyList<long> FramePhonemes, long ReferenceFrames, double FrameRateHz, CorpusInventory Inventory,
    Device Device);
