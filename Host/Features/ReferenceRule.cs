namespace Melange.Host.Features;

/// <summary>Which training utterances may be an utterance's reference; all of them say something else.</summary>
public enum ReferenceRule
{
    /// <summary>Those of its speaker and emotion.</summary>
    SameStyle,

    /// <summary>Those of its speaker, in any emotion.</summary>
    SameSpeaker,

    /// <summary>All.</summary>
    Any
}
