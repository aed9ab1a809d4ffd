namespace Melange.Host.Training;

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
