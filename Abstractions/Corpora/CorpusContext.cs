namespace Melange;

/// <summary>What a corpus is read for.</summary>
/// <param name="BaseFolder">Folder that relative paths of the corpus' options start from.</param>
/// <param name="Format">The format that audio must have.</param>
public sealed record CorpusContext(string BaseFolder, AudioFormat Format);
