using System.Text.Json;
using System.Text.RegularExpressions;

namespace Melange.Host.Plugins;

/// <summary>One file of a plugin's folder, and why it may not be there.</summary>
/// <param name="folder">Full path of the plugin's folder.</param>
/// <param name="name">Name of the file within it, with '/'.</param>
internal sealed partial class PluginFile(string folder, string name)
{
    private const string Shared = "the host brings this file; a plugin must not ship it (Melange.Abstractions' build "
        + "targets keep it out).";

    private const string ProbingKey = "additionalProbingPaths";

    /// <summary>What is wrong with it; nothing where it may be there.</summary>
    /// <param name="isEntry">Whether it is the plugin's entry, whose references are looked at by themselves.</param>
    public IEnumerable<string> Problems(bool isEntry)
    {
        var file = Path.GetFileName(name);
        if (TorchLibrary().IsMatch(file))
            return [Shared];
        if (file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return AssemblyProblems(Path.GetFileNameWithoutExtension(file), isEntry);
        if (file.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase))
            return Problems(PathProblems);
        return RuntimeConfig().IsMatch(file) ? Problems(ProbingProblems) : [];
    }

    // By its name, and by what it says its name is.
    private IEnumerable<string> AssemblyProblems(string called, bool isEntry)
    {
        var assembly = PluginAssembly.Read(Path.Combine(folder, name));
        return IsShared(called) || (assembly is not null && IsShared(assembly.Name)) ? [Shared]
            : isEntry ? [] : assembly?.LoanProblems(folder) ?? [];
    }

    private static bool IsShared(string assembly) =>
        SharedAssemblies.Names.Contains(assembly, StringComparer.OrdinalIgnoreCase);

    private List<string> Problems(Func<JsonElement, IEnumerable<string>> check)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name)));
            return [.. check(json.RootElement)];
        }
        catch (JsonException fault)
        {
            return [$"this is no JSON: {fault.Message}"];
        }
    }

    // The runtime resolves assemblies by the paths that stand in this file.
    private static IEnumerable<string> PathProblems(JsonElement dependencies) => NamesIn(dependencies)
        .Where(path => Path.IsPathRooted(path) || path.Split('/', '\\').Contains(".."))
        .Select(path => $"every path must stay within the plugin's folder, but one is '{path}'.");

    // The loader looks for assemblies in the folders that this file names.
    private static IEnumerable<string> ProbingProblems(JsonElement config) => NamesIn(config)
        .Where(member => member.Equals(ProbingKey, StringComparison.OrdinalIgnoreCase))
        .Select(_ => $"a plugin must find all it needs in its own folder, but {ProbingKey} names others.");

    private static IEnumerable<string> NamesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            member => NamesIn(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(NamesIn),
        JsonValueKind.String => [element.GetString()!],
        _ => []
    };

    [GeneratedRegex(@"\.runtimeconfig(\.dev)?\.json$", RegexOptions.IgnoreCase)]
    private static partial Regex RuntimeConfig();

    [GeneratedRegex(@"^(lib)?(LibTorchSharp|torch|torch_cpu|torch_cuda|torch_global_deps|c10|c10_cuda)\.(dll|so|dylib)",
        RegexOptions.IgnoreCase)]
    private static partial Regex TorchLibrary();
}
