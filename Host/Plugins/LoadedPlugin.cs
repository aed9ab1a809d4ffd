namespace Melange.Host.Plugins;

/// <summary>A plugin whose parts can be used.</summary>
/// <param name="Id">Its name: <c>Attention.F2F</c>.</param>
/// <param name="Version">Its own version: <c>1.2.0</c>.</param>
/// <param name="Folder">Its folder, as shown to people.</param>
/// <param name="Sha256">Hash over the names and contents of all its files, lower-case hexadecimal.</param>
/// <param name="Parts">What it offers.</param>
public sealed record LoadedPlugin(
    string Id, string Version, string Folder, string Sha256, IReadOnlyList<PartRegistration> Parts)
{
    /// <summary><c>'Attention.F2F' 1.2.0 (plugins/Attention.F2F)</c>, as messages name it.</summary>
    public override string ToString() => $"'{Id}' {Version} ({Folder})";
}
