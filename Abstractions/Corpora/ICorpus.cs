namespace Melange;

/// <summary>A collection of utterances, with or without times of their phonemes.</summary>
public interface ICorpus
{
    /// <summary>Reads and checks every utterance.</summary>
    /// <returns>Utterances in a fixed order.</returns>
    /// <exception cref="FaultException">Files are missing or broken; every fault is listed.</exception>
    IReadOnlyList<Utterance> Read();
}

/// <summary>What a corpus is read for.</summary>
/// <param name="BaseFolder">Folder that relative paths of the corpus' options start from.</param>
/// <param name="Format">The format that audio must have.</param>
public sealed record CorpusContext(string BaseFolder, AudioFormat Format) : PartContext
{
    /// <summary>To be told how many texts have their phonemes, and of how many, where a phonemizer reads them; null
    /// where nobody wants to know.</summary>
    public Action<int, int>? TextsDone { get; init; }
}
