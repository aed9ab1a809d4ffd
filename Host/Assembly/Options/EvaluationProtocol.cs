namespace Melange.Host.Assembly.Options;

/// <summary>Whose style a held-out text is spoken in, and what the model is told of it.</summary>
/// <remarks>
/// In all of them the true target is the held-out recording of the text in the reference's style, so that each target
/// has a pair in each protocol.
/// </remarks>
public enum EvaluationProtocol
{
    /// <summary>A reference drawn from those that a text may have.</summary>
    SameStyle,

    /// <summary>The reference in which most of the target's frames find their phoneme.</summary>
    MostOverlap,

    /// <summary>The reference in which the fewest of them do.</summary>
    LeastOverlap,

    /// <summary>The reference of same-style, while the model is told another emotion of its speaker.</summary>
    OtherEmotion,

    /// <summary>The reference of same-style, while the model is told another speaker with its emotion.</summary>
    OtherSpeaker
}
