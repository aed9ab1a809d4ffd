using System.Reflection;
using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Bench;

/// <summary>The repository that the benchmarks were built from, its plugins and its configs.</summary>
internal static class Repository
{
    /// <summary>The built program.</summary>
    public static string Program => Path.Combine(Output, "melange.dll");

    /// <summary>The plugins that were built beside the host.</summary>
    public static PluginCatalog Plugins { get; } = PluginCatalog.Load([Path.Combine(Output, "plugins")]);

    private static string Output =>
        Path.Combine(Metadata("RepositoryRoot"), "Host/bin", Metadata("Configuration"), "net10.0");

    /// <summary>Reads the options of a shipped variant, on the shipped corpus.</summary>
    /// <param name="variant">Its name: <c>small</c>.</param>
    /// <param name="settings"><c>key=value</c> of what is changed.</param>
    /// <exception cref="FaultException">A setting cannot be used.</exception>
    public static RunOptions Variant(string variant, params string[] settings)
    {
        var root = Metadata("RepositoryRoot");
        return OptionsBinder.Bind<RunOptions>(LayeredConfig.Read(
            Path.Combine(root, $"experiments/variants/{variant}.json"),
            [$"corpus.path={Path.Combine(root, "data/mini")}", .. settings]), Plugins);
    }

    /// <summary>The folder of a shipped plugin.</summary>
    public static string PluginFolder(string id) => Path.Combine(Output, "plugins", id);

    private static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == key).Value!;
}
