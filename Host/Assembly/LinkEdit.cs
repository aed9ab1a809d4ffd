namespace Melange.Host.Assembly;

/// <summary>What an edit does to the links from a phoneme's frames to a span of the reference.</summary>
public enum LinkEdit
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The frames may look at the span, and at nothing else.</summary>
    Force,

    /// <summary>The frames may not look at the span.</summary>
    Forbid
}
