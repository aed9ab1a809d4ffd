using Melange.Host.Features;

namespace Melange.Host.Speaking;

/// <summary>A recording, ready to serve as reference.</summary>
/// <param name="Utterance">Its features, phonemes and times.</param>
/// <param name="About">Where times, speaker and emotion come from, for people.</param>
public sealed record SpokenReference(PreparedUtterance Utterance, string About) : IDisposable
{
    /// <summary>Frees its features.</summary>
    public void Dispose() => Utterance.LogMel.Dispose();
}
