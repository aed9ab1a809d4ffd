namespace Melange;

/// <summary>What a phonemizer is built for.</summary>
/// <param name="BaseFolder">Folder that relative paths of the part's options start from.</param>
public sealed record PhonemizerContext(string BaseFolder);
