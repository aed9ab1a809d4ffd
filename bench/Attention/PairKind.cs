namespace Melange.Bench;

/// <summary>Which pairs of target and reference frames may meet.</summary>
internal enum PairKind
{
    /// <summary>All, and the plain formula has no mask.</summary>
    All,

    /// <summary>The first three quarters of the reference frames.</summary>
    ReferenceMask,

    /// <summary>The same of 40 phonemes, drawn for each frame.</summary>
    Phonemes
}
