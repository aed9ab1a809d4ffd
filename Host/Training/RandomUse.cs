namespace Melange.Host.Training;

/// <summary>What a derived seed is for.</summary>
public enum RandomUse
{
    /// <summary>Fresh weights.</summary>
    Weights = 1,

    /// <summary>The order of utterances in an epoch.</summary>
    Order,

    /// <summary>References and segments of a step.</summary>
    Batch,

    /// <summary>Diffusion times and noise of a step.</summary>
    Noise,

    /// <summary>Dropout of a step.</summary>
    Dropout,

    /// <summary>Starting noise and phases of a synthesised pair.</summary>
    Synthesis,

    /// <summary>Diffusion time and noise of a validated utterance; the start of a mel picture.</summary>
    Validation
}
