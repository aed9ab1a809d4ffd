using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Melange.Host.Plugins;

/// <summary>What the metadata of an assembly tells, without loading it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="References">The assemblies that it was built against, by name.</param>
internal sealed record PluginAssembly(string Name, IReadOnlyDictionary<string, Version> References)
{
    private const string Framework = "System.Runtime";
    private static readonly string Contracts = typeof(IPlugin).Assembly.GetName().Name!;

    /// <summary>Reads an assembly; null where the file is none.</summary>
    public static PluginAssembly? Read(string file)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(file));
            return image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } metadata
                ? new(metadata.GetString(metadata.GetAssemblyDefinition().Name), ReferencesOf(metadata))
                : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>Why it cannot be the entry of a plugin; each goes after the file's name.</summary>
    /// <param name="contractVersion">The version that the manifest names.</param>
    /// <param name="folder">The plugin's folder.</param>
    public IEnumerable<string> EntryProblems(int contractVersion, string folder)
    {
        if (!References.TryGetValue(Contracts, out var contracts))
            yield return $"must be built against {Contracts}, but does not refer to it.";
        else if (contracts.Major != contractVersion)
            yield return $"was built against version {contracts.Major} of the contracts, "
                + $"but contractVersion is {contractVersion}.";
        if (References.GetValueOrDefault(Framework) is { } framework && framework.Major > Environment.Version.Major)
            yield return $"is built for .NET {framework.Major}, "
                + $"but this host runs on .NET {Environment.Version.Major}.";
        foreach (var missing in References.Keys.Where(name => !IsAtHand(name, folder)))
            yield return $"needs {missing}, which is neither in the folder nor the host's or the framework's to give.";
    }

    /// <summary>What it would take from the host, which has it for itself alone.</summary>
    /// <param name="folder">The plugin's folder.</param>
    public IEnumerable<string> LoanProblems(string folder) => References.Keys
        .Where(name => IsIn(AppContext.BaseDirectory, name) && !IsAtHand(name, folder))
        .Select(name => $"this needs {name}, which is not in the folder, and the host's own is not for plugins; "
            + "name it as a PackageReference of the plugin.");

    private static bool IsAtHand(string name, string folder) =>
        SharedAssemblies.Names.Contains(name)
        || IsIn(RuntimeEnvironment.GetRuntimeDirectory(), name)
        || Directory.EnumerateFiles(folder, $"{name}.dll", SearchOption.AllDirectories).Any();

    private static bool IsIn(string folder, string name) => File.Exists(Path.Combine(folder, $"{name}.dll"));

    private static Dictionary<string, Version> ReferencesOf(MetadataReader metadata)
    {
        var references = new Dictionary<string, Version>();
        foreach (var reference in metadata.AssemblyReferences.Select(metadata.GetAssemblyReference))
            references[metadata.GetString(reference.Name)] = reference.Version;
        return references;
    }
}
