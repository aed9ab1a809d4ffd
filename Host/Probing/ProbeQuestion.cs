using Melange.Host.Features;

namespace Melange.Host.Probing;

/// <summary>A request in the words of the trial: utterances found, names turned into ids.</summary>
/// <param name="Text">What is spoken, for people to read.</param>
/// <param name="PhonemeIds">The text's phonemes, P in order.</param>
/// <param name="References">One or two references.</param>
/// <param name="Phonemes">Ids of the phonemes to draw.</param>
/// <param name="Times">Diffusion times in [0, 1].</param>
/// <param name="Choice">What to keep.</param>
/// <param name="MapBytes">How much all maps together may hold.</param>
public sealed record ProbeQuestion(
    string Text, long[] PhonemeIds, IReadOnlyList<PreparedUtterance> References, IReadOnlyList<long> Phonemes,
    IReadOnlyList<double> Times, ProbeChoice Choice, long MapBytes)
{
    /// <summary>Bytes of a megabyte.</summary>
    public const long BytesOfMegabyte = 1_000_000;
}
