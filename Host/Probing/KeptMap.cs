namespace Melange.Host.Probing;

/// <summary>An attention map that a probe keeps.</summary>
/// <param name="Bytes">What it holds.</param>
/// <param name="IsSpare">Whether it is given up where a map that is not spare needs the room.</param>
/// <param name="GiveUp">Lets go of it.</param>
internal sealed record KeptMap(long Bytes, bool IsSpare, Action GiveUp);
