namespace Melange;

/// <summary>A reader of references that knows where its corpora have what belongs to a recording.</summary>
public interface IReferenceFinder
{
    /// <summary>Looks around a recording for its times, words and style vectors, as the layout has them.</summary>
    /// <param name="path">The recording; it need not be of the corpus that the part was built for.</param>
    /// <returns>What is there; null where nothing is.</returns>
    ReferenceNotes? Find(string path);
}

/// <summary>What lies around a recording: a file of times, or words in a list; style vectors.</summary>
public sealed record ReferenceNotes
{
    /// <summary>The file that says which phoneme sounds when, for <see cref="IReferenceReader.ReadPhonemes"/>; null
    /// where there is none.</summary>
    public string? Grid { get; init; }

    /// <summary>What is said; null where nobody tells.</summary>
    public string? Text { get; init; }

    /// <summary>The file that has the words.</summary>
    public string TextFile { get; init; } = "";

    /// <summary>Their line in it, from 1; 0 where there is none.</summary>
    public int TextLine { get; init; }

    /// <summary>Its style vectors; null where there are none.</summary>
    public StyleFile? Style { get; init; }
}
