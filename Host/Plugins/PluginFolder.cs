using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Melange.Host.Assembly;

namespace Melange.Host.Plugins;

/// <summary>The files of one plugin, checked before any of its code runs.</summary>
internal sealed partial class PluginFolder(string path)
{
    private const string ManifestName = "plugin.json";

    /// <summary>The folder as shown to people: relative to where they are if it is below that.</summary>
    public string Shown { get; } = Show(path);

    /// <summary>The folder as the file system has it.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>Reads the manifest and checks the folder against it.</summary>
    /// <exception cref="FaultException">The folder holds no plugin for this host; every fault is listed.</exception>
    public PluginManifest Check()
    {
        var faults = new List<Fault>();
        var file = Path.Combine(FullPath, ManifestName);
        var config = new ConfigFile(faults).ReadAlone(file, $"{Shown}/{ManifestName}");
        var manifest = config is null
            ? throw new FaultException(faults)
            : OptionsBinder.Bind<PluginManifest>(config, PluginCatalog.Empty);
        faults.AddRange(EntryProblems(manifest.Entry).Select(problem => config.FaultAt("entry", problem)));
        faults.AddRange(Files().Where(IsShared).Select(shared => new Fault($"{Shown}/{shared}", 0,
            "the host brings this file; a plugin must not ship it (see build/Plugin.props).")));
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

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(FullPath, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(FullPath, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private IEnumerable<string> EntryProblems(string entry)
    {
        var file = Path.Combine(FullPath, entry);
        if (!File.Exists(file))
            yield return $"entry names {entry}, but there is no such file in the folder.";
        else if (!IsManagedAssembly(file))
            yield return $"entry must be a .NET assembly, but {entry} is none.";
    }

    private static bool IsManagedAssembly(string file)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(file));
            return image.HasMetadata && image.GetMetadataReader().IsAssembly;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static bool IsShared(string file)
    {
        var name = Path.GetFileName(file);
        return SharedAssemblies.Names.Any(shared => name.Equals($"{shared}.dll", StringComparison.OrdinalIgnoreCase))
            || TorchLibrary().IsMatch(name);
    }

    private static string Show(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(path));
        var isBelow = !Path.IsPathRooted(relative) && relative.Split('/', '\\')[0] != "..";
        return (Path.IsPathRooted(path) && isBelow ? relative : path).Replace('\\', '/');
    }

    [GeneratedRegex(@"^(lib)?(LibTorchSharp|torch|torch_cpu|torch_cuda|torch_global_deps|c10|c10_cuda)\.(dll|so|dylib)",
        RegexOptions.IgnoreCase)]
    private static partial Regex TorchLibrary();
}
