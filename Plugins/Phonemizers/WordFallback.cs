namespace Melange.Plugins;

/// <summary>Who reads a word that no dictionary has.</summary>
public enum WordFallback
{
    /// <summary>flite where it is installed, else espeak-ng where that is, else nobody.</summary>
    Auto,

    /// <summary>Nobody: such words are listed.</summary>
    None,

    /// <summary>flite, by its letter-to-sound rules.</summary>
    Flite,

    /// <summary>espeak-ng, by its letter-to-sound rules.</summary>
    EspeakNg
}
