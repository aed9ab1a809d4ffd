namespace Melange.Plugins;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Fields">Its fields, unquoted.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Fields);
