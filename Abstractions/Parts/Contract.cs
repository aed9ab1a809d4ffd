namespace Melange;

/// <summary>The version of the contracts in this assembly.</summary>
public static class Contract
{
    /// <summary>A plugin's manifest names the version it was built for; the host loads that version only.</summary>
    public const int Version = 4;
}
