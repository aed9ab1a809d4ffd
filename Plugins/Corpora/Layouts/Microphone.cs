namespace Melange.Plugins;

/// <summary>One of the two microphones that VCTK was recorded with at once.</summary>
public enum Microphone
{
    /// <summary>DPA 4035, omnidirectional.</summary>
    Mic1,
    /// <summary>Sennheiser MKH 800; two speakers have gaps.</summary>
    Mic2
}
