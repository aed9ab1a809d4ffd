namespace Melange.Host.Assembly.Options;

/// <summary>Which whole number of frames a predicted duration becomes; never less than one.</summary>
public enum DurationRounding
{
    /// <summary>The nearest.</summary>
    Nearest,

    /// <summary>The next above, as the official codes of Grad-TTS and Matcha-TTS.</summary>
    Up
}
