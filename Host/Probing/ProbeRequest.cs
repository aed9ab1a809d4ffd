namespace Melange.Host.Probing;

/// <summary>What a person asks to see, in their own words.</summary>
/// <param name="Text">Id or exact text of an utterance, or phonemes parted by spaces.</param>
/// <param name="References">Ids of one or two utterances.</param>
public sealed record ProbeRequest(string Text, IReadOnlyList<string> References)
{
    /// <summary>Phonemes to draw, parted by commas; null for all that text and references share.</summary>
    public string? Phonemes { get; init; }

    /// <summary>Diffusion times in [0, 1], parted by commas.</summary>
    public string Times { get; init; } = "0.1,0.5,0.9";

    /// <summary>Sites to watch, parted by commas; null for all.</summary>
    public string? Sites { get; init; }

    /// <summary>Heads to keep, from 0, parted by commas; null for all.</summary>
    public string? Heads { get; init; }

    /// <summary>Whether to keep the map of each mel bin too.</summary>
    public bool ByBin { get; init; }

    /// <summary>How much all maps together may hold, in megabytes of 1,000,000 bytes.</summary>
    public int MapMegabytes { get; init; } = (int)(MapMemory.DefaultBytes / ProbeQuestion.BytesOfMegabyte);
}
