namespace Melange.Plugins;

/// <summary>How phonemes are written.</summary>
/// <remarks>
/// The first three are the ARPAbet of the CMU Pronouncing Dictionary, 39 phonemes of American English with three
/// degrees of stress: 0 none, 1 primary, 2 secondary.
/// </remarks>
public enum PhonemeNotation
{
    /// <summary>Lower case without stress, an unstressed <c>AH</c> as <c>ax</c>: as flite prints them.</summary>
    Flite,

    /// <summary>Upper case without stress: <c>AH</c>.</summary>
    Arpabet,

    /// <summary>Upper case, each vowel with its stress: <c>AH0</c>.</summary>
    ArpabetStress,

    /// <summary>The International Phonetic Alphabet as espeak-ng prints it, without its marks of stress: <c>ə</c>.
    /// </summary>
    Ipa,

    /// <summary>The same with them: <c>ˈɑː</c>.</summary>
    IpaStress,

    /// <summary>The same as it stands in print: each character is a symbol, marks of stress and length and the text's
    /// punctuation too; <c>␣</c> is a space.</summary>
    IpaText,

    /// <summary>As a dictionary of one's own writes them, whatever they are.</summary>
    Dictionary
}
