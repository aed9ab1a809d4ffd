namespace Melange.Plugins;

/// <summary>How the 39 phonemes of American English are written.</summary>
/// <remarks>
/// All three are the ARPAbet of the CMU Pronouncing Dictionary, which knows three degrees of stress: 0 none, 1 primary,
/// 2 secondary.
/// </remarks>
public enum PhonemeNotation
{
    /// <summary>Lower case without stress, an unstressed <c>AH</c> as <c>ax</c>: as flite prints them.</summary>
    Flite,

    /// <summary>Upper case without stress: <c>AH</c>.</summary>
    Arpabet,

    /// <summary>Upper case, each vowel with its stress: <c>AH0</c>.</summary>
    ArpabetStress
}
