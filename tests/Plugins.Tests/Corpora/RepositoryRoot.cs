namespace Melange.Plugins.Tests.Corpora;

internal static class RepositoryRoot
{
    public static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Framework.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Framework.sln must stand above the tests.");
        return folder.FullName;
    }
}
