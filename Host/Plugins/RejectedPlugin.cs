namespace Melange.Host.Plugins;

/// <summary>A plugin that was left out.</summary>
/// <param name="Folder">Its folder, as shown to people.</param>
/// <param name="Cause">Why, in full sentences.</param>
public sealed record RejectedPlugin(string Folder, string Cause)
{
    /// <summary>Whether its files are others than those that were pinned: no run starts beside such a plugin.</summary>
    public bool IsTampered { get; init; }
}
