namespace Melange.Host.Plugins.Watching;

/// <summary>A copy of a plugin's folder, so that the folder itself may change while its code is loaded.</summary>
internal sealed class PluginShadow : IDisposable
{
    private readonly string root;

    private PluginShadow(string root) => this.root = root;

    /// <summary>The folder that holds the copy: a folder of plugins with this one alone.</summary>
    public string Root => root;

    /// <summary>Copies a folder as it is now.</summary>
    /// <exception cref="IOException">Files come or go that very moment.</exception>
    public static PluginShadow Of(PluginFolder plugin)
    {
        var shadow = new PluginShadow(Directory.CreateTempSubdirectory("melange-watch-").FullName);
        foreach (var file in plugin.Files())
        {
            var copy = Path.Combine(shadow.root, plugin.Name, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(plugin.FullPath, file), copy);
        }
        return shadow;
    }

    /// <summary>Takes the copy away, if it is still there.</summary>
    public void Dispose()
    {
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
    }
}
