namespace Melange.Plugins;

/// <summary>When a target frame's phoneme and a reference frame's count as the same.</summary>
public enum PhonemeRule
{
    /// <summary>Always: any real frame may meet any other.</summary>
    Any,

    /// <summary>When they have the same name.</summary>
    Phoneme,

    /// <summary>When they have the same name but for a stress mark: <c>AH0</c> and <c>AH1</c>.</summary>
    PhonemeWithoutStress,

    /// <summary>When they are of the same class: both vowels, both plosives.</summary>
    Class
}
