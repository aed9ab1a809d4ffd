namespace Melange;

/// <summary>What any part is built for; the contexts of the slots add what theirs need.</summary>
public abstract record PartContext
{
    /// <summary>Folder of the part's plugin, which the host fills in; null outside a host.</summary>
    internal string? PluginFolder { get; init; }

    /// <summary>Finds a file that ships beside the plugin's code: <c>context.File("style.onnx")</c>.</summary>
    /// <remarks>
    /// It is a file of the plugin like its code: copied and pinned with it, and part of the hash that checkpoints and
    /// results keep. In a test, where no host builds the part, it is looked for beside the test's own code.
    /// </remarks>
    /// <param name="path">Its path within the plugin's folder, with <c>/</c> between folders.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="ArgumentException">The path leads outside the folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public string File(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var folder = Path.GetFullPath(PluginFolder ?? AppContext.BaseDirectory);
        var file = Path.GetFullPath(path, folder);
        if (!IsWithin(folder, file))
            throw Outside(path);
        if (!System.IO.File.Exists(file))
            throw new FileNotFoundException($"'{path}' must be a file in the plugin's folder {folder}, but is not "
                + "there; name it in the project as <None Include=\"...\" "
                + "CopyToOutputDirectory=\"PreserveNewest\" />", file);
        return IsLinkOutside(folder, file) ? throw Outside(path) : file;
    }

    private static ArgumentException Outside(string path) =>
        new($"'{path}' must lie within the plugin's folder, but leads outside");

    private static bool IsWithin(string folder, string file) =>
        !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Contains("..")
        && !Path.IsPathRooted(Path.GetRelativePath(folder, file));

    // Each step of the way may be a link.
    private static bool IsLinkOutside(string folder, string file)
    {
        for (var step = file; step.Length > folder.Length; step = Path.GetDirectoryName(step)!)
            if (new FileInfo(step).ResolveLinkTarget(returnFinalTarget: true) is { } target
                && !IsWithin(folder, target.FullName))
                return true;
        return false;
    }
}
