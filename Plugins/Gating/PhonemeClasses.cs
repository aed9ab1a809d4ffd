namespace Melange.Plugins;

/// <summary>The manner of articulation of each phoneme of the ARPAbet, and names without stress.</summary>
/// <remarks>
/// Upper or lower case, with or without a stress mark. Source: the phone set of the CMU Pronouncing Dictionary, 0.7b,
/// file <c>cmudict.phones</c>, whose names of classes these are, with "plosive" for its "stop"; flite's <c>ax</c> and
/// <c>pau</c>, and the names that aligners give to silence.
/// </remarks>
internal static class PhonemeClasses
{
    private static readonly (string Class, string Phonemes)[] Known =
    [
        ("vowel", "aa ae ah ao aw ax axr ay eh er ey ih ix iy ow oy uh uw ux"),
        ("plosive", "b d g k p t dx q"),
        ("affricate", "ch jh"),
        ("fricative", "dh f s sh th v z zh"),
        ("aspirate", "h hh hv"),
        ("nasal", "m n ng em en eng nx"),
        ("liquid", "l r el"),
        ("semivowel", "w y wh"),
        ("silence", "pau sil sp spn ssil h#")
    ];

    private static readonly Dictionary<string, string> ClassOf = Known
        .SelectMany(row => row.Phonemes.Split(' ').Select(phoneme => (phoneme, row.Class)))
        .ToDictionary(pair => pair.phoneme, pair => pair.Class, StringComparer.OrdinalIgnoreCase);

    /// <summary>The class of a phoneme, or null for one that is not known.</summary>
    public static string? Of(string phoneme) => ClassOf.GetValueOrDefault(WithoutStress(phoneme));

    /// <summary>The name without a stress mark: <c>AH1</c> is <c>AH</c>, IPA's <c>ˈ</c> and <c>ˌ</c> go too.</summary>
    public static string WithoutStress(string phoneme)
    {
        var bare = phoneme.TrimStart('ˈ', 'ˌ').TrimEnd('0', '1', '2');
        return bare.Length > 0 ? bare : phoneme;
    }
}
