namespace Melange;

/// <summary>The versions of the contracts in this assembly.</summary>
/// <remarks>What is breaking, and how a host serves earlier versions: docs/contract-versions.md.</remarks>
public static class Contract
{
    /// <summary>The version that plugins built against this assembly name in their manifest.</summary>
    public const int Version = 5;

    /// <summary>The oldest version whose plugins a host with this assembly still serves.</summary>
    public const int OldestServed = 4;
}
