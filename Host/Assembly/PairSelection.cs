namespace Melange.Host.Assembly;

/// <summary>Which pairs of text and reference are evaluated.</summary>
public enum PairSelection
{
    /// <summary>
    /// Every held-out utterance, with a training utterance of its speaker and emotion as the reference.
    /// </summary>
    HeldOut
}
