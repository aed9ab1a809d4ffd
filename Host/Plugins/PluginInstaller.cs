namespace Melange.Host.Plugins;

/// <summary>Puts plugins into a folder that programs look in, pins them, and takes them away.</summary>
/// <param name="root">The folder that holds one folder a plugin, and the lock beside it.</param>
internal sealed class PluginInstaller(PluginRoot root)
{
    /// <summary>Where a plugin would be put, if it may be.</summary>
    /// <param name="source">The plugin's folder, as its build left it.</param>
    /// <param name="replaces">Whether the same version may be there with other files.</param>
    /// <returns>The folder; its plugin is the source itself where it is there already.</returns>
    /// <exception cref="FaultException">It is no plugin, or another stands in its place.</exception>
    public PluginPlace PlaceFor(PluginFolder source, bool replaces)
    {
        var manifest = source.Check();
        var place = new PluginFolder(root.PlaceOf(manifest.Id, manifest.Version));
        if (!replaces && Directory.Exists(place.FullPath) && place.Hash() != source.Hash())
            throw new FaultException([new(place.Shown, 0, $"version {manifest.Version} is there already, with other "
                + "files; raise the version, or use --replace.")]);
        return new(manifest, source, place, source.Hash());
    }

    /// <summary>Whether a plugin stands in its place already, file by file, and is pinned so.</summary>
    public bool IsThere(PluginPlace place) => Directory.Exists(place.Target.FullPath)
        && place.Target.Hash() == place.Sha256
        && root.ReadLock() is var pins && pins.Has(place.Target) && pins.Differences(place.Target).Count == 0;

    /// <summary>Copies a plugin into its place, whole or not at all, and pins it as it was shown.</summary>
    /// <param name="place">What is put where.</param>
    /// <param name="check">Tries the copy before it gets its name; throws to refuse it.</param>
    /// <exception cref="FaultException">The files changed after they were shown, or the check refuses them.</exception>
    public void Add(PluginPlace place, Action<PluginFolder> check)
    {
        var staged = new PluginFolder(Path.Combine(root.FullPath, $".adding-{Guid.NewGuid():N}"));
        try
        {
            foreach (var file in place.Source.Files())
                Copy(Path.Combine(place.Source.FullPath, file), Path.Combine(staged.FullPath, file));
            if (staged.Hash() != place.Sha256)
                throw new FaultException([new(place.Source.Shown, 0, "its files changed after they were shown.")]);
            check(staged);
            if (Directory.Exists(place.Target.FullPath))
                Directory.Delete(place.Target.FullPath, recursive: true);
            Directory.Move(staged.FullPath, place.Target.FullPath);
        }
        finally
        {
            if (Directory.Exists(staged.FullPath))
                Directory.Delete(staged.FullPath, recursive: true);
        }
        Change(pins => pins.Pin(place.Target, place.Manifest));
    }

    /// <summary>Pins every plugin of the folder as it is now, and forgets those that are gone.</summary>
    /// <returns>The names of the pinned folders.</returns>
    /// <exception cref="FaultException">A folder holds no plugin for this host; nothing was pinned.</exception>
    public IReadOnlyList<string> PinAll()
    {
        var folders = Directory.Exists(root.FullPath) ? root.Folders().ToList() : [];
        var manifests = folders.Select(folder => (folder, Manifest: folder.Check())).ToList();
        Change(pins =>
        {
            foreach (var gone in pins.Names.Except(folders.Select(folder => folder.Name)).ToList())
                pins.Unpin(gone);
            foreach (var (folder, manifest) in manifests)
                pins.Pin(folder, manifest);
        });
        return [.. folders.Select(folder => folder.Name)];
    }

    /// <summary>Takes plugins away by their id, or their id and version: <c>MyAttention@0.1.0</c>.</summary>
    /// <returns>The names of the folders that are gone.</returns>
    /// <exception cref="FaultException">None is called so.</exception>
    public IReadOnlyList<string> Remove(string name)
    {
        var names = Directory.Exists(root.FullPath) ? root.Folders().Select(folder => folder.Name).ToList() : [];
        var going = names
            .Where(known => known == name || known.StartsWith($"{name}@", StringComparison.Ordinal)).ToList();
        if (going.Count == 0)
            throw new FaultException([new(PluginFolder.Show(root.FullPath), 0, $"no plugin is called '{name}'."
                + $"{NearestName.Suggest(name, names)} Known: {string.Join(", ", names.DefaultIfEmpty("none"))}.")]);
        foreach (var folder in going)
            Directory.Delete(Path.Combine(root.FullPath, folder), recursive: true);
        Change(pins => going.ForEach(pins.Unpin));
        return going;
    }

    private void Change(Action<PluginLock> change)
    {
        var pins = root.ReadLock();
        change(pins);
        pins.Write();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}

/// <summary>A plugin and where it is put.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Source">Where it is now.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Sha256">Hash of what was looked at; nothing else is put there.</param>
internal sealed record PluginPlace(PluginManifest Manifest, PluginFolder Source, PluginFolder Target, string Sha256);
