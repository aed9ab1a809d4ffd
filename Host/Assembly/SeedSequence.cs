namespace Melange.Host.Assembly;

/// <summary>
/// Derives seeds from one seed, so that each use and each step has its own and none depends on what ran before.
/// </summary>
/// <remarks>Source: Steele et al. 2014 (SplitMix64), the mixing function of section 3.</remarks>
public static class SeedSequence
{
    /// <summary>The seed of one use at one position.</summary>
    /// <param name="seed">The trial's seed.</param>
    /// <param name="use">What it is for.</param>
    /// <param name="position">Step, epoch or pair.</param>
    public static long Derive(int seed, RandomUse use, long position = 0)
    {
        var mixed = Mix(Mix(Mix((ulong)seed) + (ulong)use) + (ulong)position);
        return (long)(mixed >> 1); // not negative
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}

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
    Validation,

    /// <summary>Which texts are evaluated, where not all are.</summary>
    Target,

    /// <summary>The reference of an evaluated text.</summary>
    Reference,

    /// <summary>What the model is told of it instead of its speaker and emotion.</summary>
    Label
}
