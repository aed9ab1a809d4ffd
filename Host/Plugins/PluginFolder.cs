using System.Security.Cryptography;
using System.Text;
using Melange.Host.Configs;

namespace Melange.Host.Plugins;

/// <summary>The files of one plugin, checked before any of its code runs.</summary>
internal sealed class PluginFolder(string path)
{
    private const string ManifestName = "plugin.json";

    /// <summary>The folder as shown to people: relative to where they are if it is below that.</summary>
    public string Shown { get; } = Show(path);

    /// <summary>The folder as the file system has it.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>Its own name, by which the lock knows it.</summary>
    public string Name => Path.GetFileName(FullPath);

    /// <summary>Reads the manifest and checks the folder against it.</summary>
    /// <exception cref="FaultException">The folder holds no plugin for this host; every fault is listed.</exception>
    public PluginManifest Check()
    {
        RefuseLinks();
        var faults = new List<Fault>();
        var config = new ConfigFile(faults).ReadAlone(Path.Combine(FullPath, ManifestName), $"{Shown}/{ManifestName}");
        var manifest = config is null
            ? throw new FaultException(faults)
            : OptionsBinder.Bind<PluginManifest>(config);
        faults.AddRange(EntryProblems(manifest).Select(problem => config.FaultAt("entry", problem)));
        foreach (var file in Files())
            faults.AddRange(new PluginFile(FullPath, file).Problems(isEntry: file == manifest.Entry)
                .Select(problem => new Fault($"{Shown}/{file}", 0, problem)));
        return faults.Count == 0 ? manifest : throw new FaultException(faults);
    }

    /// <summary>SHA-256 over the name, length and content of every file, in ordinal order of the names.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files())
        {
            var content = File.ReadAllBytes(Path.Combine(FullPath, file));
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\0{content.Length}\0"));
            hash.AppendData(content);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>SHA-256 of each file by its name, in ordinal order of the names.</summary>
    public IReadOnlyDictionary<string, string> FileHashes()
    {
        var hashes = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Files())
        {
            using var content = File.OpenRead(Path.Combine(FullPath, file));
            hashes.Add(file, Convert.ToHexStringLower(SHA256.HashData(content)));
        }
        return hashes;
    }

    /// <summary>Every file by its name within the folder, with '/', in ordinal order.</summary>
    public IEnumerable<string> Files() =>
        Directory.EnumerateFiles(FullPath, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(FullPath, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>A path as shown to people: relative to where they are if it is below that.</summary>
    public static string Show(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(path));
        var isBelow = !Path.IsPathRooted(relative) && relative.Split('/', '\\')[0] != "..";
        return (Path.IsPathRooted(path) && isBelow ? relative : path).Replace('\\', '/');
    }

    // What a link points to is outside the folder, or will be tomorrow.
    private void RefuseLinks()
    {
        var inside = new DirectoryInfo(FullPath).EnumerateFileSystemInfos("*", SearchOption.AllDirectories);
        var links = inside.Prepend(new DirectoryInfo(FullPath)).Where(entry => entry.LinkTarget is not null).ToList();
        if (links.Count > 0)
            throw new FaultException([.. links.Select(link => new Fault(
                Path.Combine(Shown, Path.GetRelativePath(FullPath, link.FullName)).TrimEnd('.', '/'), 0,
                $"a plugin must be files of its own, but this is a symbolic link to {link.LinkTarget}."))]);
    }

    private IEnumerable<string> EntryProblems(PluginManifest manifest)
    {
        var entry = manifest.Entry;
        var file = Path.Combine(FullPath, entry);
        if (!File.Exists(file))
            return [$"entry names {entry}, but there is no such file in the folder."];
        return PluginAssembly.Read(file) is { } assembly
            ? assembly.EntryProblems(manifest.ContractVersion, FullPath).Select(problem => $"{entry} {problem}")
            : [$"entry must be a .NET assembly, but {entry} is none."];
    }
}
