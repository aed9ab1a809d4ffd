namespace Melange.Host.Checkpoints;

/// <summary>One tensor as a safetensors header describes it, checked against the rest of the file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Size of each axis.</param>
/// <param name="Begin">First byte, counted from the start of the data.</param>
/// <param name="End">The byte after its last.</param>
public sealed record SafetensorsEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End);
