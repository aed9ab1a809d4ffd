namespace Melange.Host.Checking;

/// <summary>Which experiment to check.</summary>
/// <param name="File">The experiment file, as the user named it.</param>
/// <param name="Settings"><c>key=value</c> of each <c>--set</c>.</param>
/// <param name="Folder">Folder of the experiment's results.</param>
public sealed record CheckRequest(string File, IReadOnlyList<string> Settings, string Folder);
