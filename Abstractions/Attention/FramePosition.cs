namespace Melange;

/// <summary>What an attention knows of where frames stand.</summary>
public enum FramePosition
{
    /// <summary>Nothing: reference frames have no order.</summary>
    None,

    /// <summary>How far target and reference frame are apart, by <see cref="RotaryFrames"/>.</summary>
    Rotary
}
