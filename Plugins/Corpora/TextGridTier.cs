namespace Melange.Plugins;

/// <summary>One tier of a TextGrid.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">The line that its name stands in, from 1.</param>
/// <param name="Intervals">Its intervals in the order of the file; null for a tier of points.</param>
public sealed record TextGridTier(string Name, int Line, IReadOnlyList<TextGridInterval>? Intervals);
