namespace Melange;

/// <summary>A vocoder that is made for log-mels of one format, as one that was trained.</summary>
/// <remarks>
/// The host refuses it, before any work, where the features of the run are others. A vocoder that does not state its
/// format takes any that its context names.
/// </remarks>
public interface IStatesMel : IVocoder
{
    /// <summary>The format; mean and deviation in it are the vocoder's own matter, since it is given log-mels as they
    /// are.</summary>
    AudioFormat Mel { get; }

    /// <summary>Which files it was made of, with the SHA-256 of each, for reports and exports: a few words, without
    /// what only this machine knows.</summary>
    string Origin { get; }
}
