namespace Melange;

/// <summary>The name of one condition in the config, and how many features a frame it gives.</summary>
/// <param name="Name">Key below <c>conditioning</c>: <c>speaker</c>.</param>
/// <param name="Width">Features a reference frame.</param>
public sealed record Condition(string Name, long Width);
