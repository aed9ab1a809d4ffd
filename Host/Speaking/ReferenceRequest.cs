namespace Melange.Host.Speaking;

/// <summary>What a person says of the recording that the style comes from.</summary>
/// <param name="Audio">The WAV file.</param>
/// <param name="Grid">The TextGrid that says which phoneme sounds when; null where there is none.</param>
/// <param name="Text">What is said in it, or a file that holds it; null where a grid or a file beside it tells.</param>
/// <param name="Speaker">Who speaks, by a name that the model knows; null leaves the choice to the model.</param>
/// <param name="Emotion">In which style, by a name that the model knows; null leaves the choice to the model.</param>
public sealed record ReferenceRequest(
    string Audio, string? Grid = null, string? Text = null, string? Speaker = null, string? Emotion = null);
