namespace Melange.Host.Assembly;

/// <summary>How places of a config are named: <c>training:steps</c> inside, <c>training.steps</c> for people.</summary>
internal static class ConfigPath
{
    /// <summary>The keys of a path: parted by colons where it has one, by dots otherwise.</summary>
    public static string[] Keys(string path) =>
        path.Length == 0 ? [] : path.Split(path.Contains(':') ? ':' : '.');

    public static string Below(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    public static string Shown(string path) => path.Replace(':', '.');
}
