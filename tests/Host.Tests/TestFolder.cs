using System.Reflection;

namespace Melange.Host.Tests;

/// <summary>A folder for one test, below the current one, so that messages name its files relatively.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Directory.CreateDirectory(Name);

    public string Name { get; } = $"test-{Guid.NewGuid():N}";

    public static string TestPlugins =>
        Path.Combine(Metadata("RepositoryRoot"), "artifacts/test-plugins", Metadata("Configuration"));

    public static string ShippedPlugins =>
        Path.Combine(Metadata("RepositoryRoot"), "Host/bin", Metadata("Configuration"), "net10.0/plugins");

    public static string Repository => Metadata("RepositoryRoot");

    /// <summary>Where NuGet keeps what this build restored.</summary>
    public static string PackageRoot => Metadata("PackageRoot");

    public static string ShippedCorpus => Path.Combine(Metadata("RepositoryRoot"), "data/mini");

    /// <summary>The built program.</summary>
    public static string Program =>
        Path.Combine(Metadata("RepositoryRoot"), "Host/bin", Metadata("Configuration"), "net10.0/melange.dll");

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        var file = $"{Name}/{name}";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Copies the files of a folder and of those below it.</summary>
    public static void Copy(string source, string target)
    {
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>A message with this folder's name left out.</summary>
    public string Shorten(string message) => message.Replace(Name + "/", "", StringComparison.Ordinal);

    /// <summary>The faults of an action, one a line.</summary>
    public string FaultsOf(Action action) => Shorten(Assert.Throws<FaultException>(action).Message);

    public void Dispose() => Directory.Delete(Name, recursive: true);

    private static string Metadata(string key) => typeof(TestFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == key).Value!;
}
