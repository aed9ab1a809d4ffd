namespace Melange;

/// <summary>Recognises folders that a corpus part can read, so that nobody needs to know which part that is.</summary>
/// <remarks>Registered as a service with <c>AddCorpusLayout</c>; <c>melange corpus</c> asks each of them.</remarks>
public interface ICorpusLayout
{
    /// <summary>Looks at a folder; reads as little as it needs to recognise it.</summary>
    /// <param name="path">The folder, as the user named it; it exists.</param>
    /// <param name="alignments">The folder of an aligner's TextGrids, which exists; null where there is none.</param>
    /// <returns>What it is; null where it is nothing that the part reads.</returns>
    /// <exception cref="FaultException">It is of the layout, but cannot be read.</exception>
    FoundCorpus? Find(string path, string? alignments);
}

/// <summary>A folder that a corpus part can read.</summary>
/// <param name="Description">What it is, in few words: <c>LJSpeech 1.1</c>.</param>
/// <param name="Section">The section <c>corpus</c> of a config that reads it, as JSON.</param>
/// <param name="Recordings">Its recordings in a fixed order; each is read when it is asked for.</param>
public sealed record FoundCorpus(string Description, string Section, IEnumerable<FoundRecording> Recordings)
{
    /// <summary>Whether it is laid out as somebody published it; otherwise it is recordings in folders.</summary>
    public bool IsPublished { get; init; } = true;

    /// <summary>Whether the section still needs a phonemizer, as no file has phonemes.</summary>
    public bool NeedsPhonemizer { get; init; }

    /// <summary>How many recordings there are.</summary>
    public int Count { get; init; }

    /// <summary>What does not fit the layout and is left out, or has to be put right.</summary>
    public IReadOnlyList<Fault> Misfits { get; init; } = [];
}
