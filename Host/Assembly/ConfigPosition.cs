namespace Melange.Host.Assembly;

/// <summary>Where a part of a config was last set.</summary>
/// <param name="File">The file as the user named it, or the setting: <c>--set training.steps=300</c>.</param>
/// <param name="Line">Line in the file, from 1; 0 for a setting.</param>
public sealed record ConfigPosition(string File, int Line);
