namespace Melange.Host.Runs;

/// <summary>Which plugin something was made with, so that another can be told from it.</summary>
/// <param name="Id">Its name: <c>Estimator</c>.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Sha256">Hash over the names and contents of its files.</param>
/// <param name="Sections">The sections of the config that use parts of it: <c>model</c>; none where an earlier
/// version wrote it for every plugin that was there.</param>
public sealed record PluginStamp(string Id, string Version, string Sha256, IReadOnlyList<string> Sections)
{
    /// <summary><c>0.1.0 (2f31c0de)</c>, as differences show it.</summary>
    public override string ToString() => $"{Version} ({(Sha256.Length > 8 ? Sha256[..8] : Sha256)})";

    /// <summary>Whether this is the same state of the same plugin as another.</summary>
    public bool IsSame(PluginStamp other) => (Id, Version, Sha256) == (other.Id, other.Version, other.Sha256);
}

/// <summary>The plugins behind a result, by what they did for it.</summary>
/// <param name="Trained">Those of model and corpus in training; several states of one where training went on with
/// another.</param>
/// <param name="Spoke">Those of the section <c>synthesis</c>.</param>
/// <param name="Measured">Those of the section <c>metrics</c>.</param>
public sealed record ResultPlugins(
    IReadOnlyList<PluginStamp> Trained, IReadOnlyList<PluginStamp> Spoke, IReadOnlyList<PluginStamp> Measured);
