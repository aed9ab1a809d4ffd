namespace Melange;

/// <summary>Options of a part that has none.</summary>
public sealed record NoOptions;
