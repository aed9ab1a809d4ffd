using System.Reflection;
using System.Runtime.Loader;
using Melange.Host.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Host.Tests.Plugins;

/// <summary>
/// What happens with a plugin that ships TorchSharp and Google.Protobuf, or names folders to look through, were it let
/// past the folder's check.
/// </summary>
public sealed class PluginEntryTests
{
    private static readonly Type Part = PluginEntry.Load(
        Path.Combine(TestFolder.TestPlugins, "CarriesTorch/CarriesTorch.dll"), NullLoggerFactory.Instance)
        .Parts.Single().PartType;

    [Fact]
    public void Load_AssemblyOfTheContracts_IsTheHosts() =>
        Assert.Equal(typeof(Tensor), Part.GetMethod("Attend")!.ReturnType);

    [Fact]
    public void Load_AnyOtherAssembly_IsThePlugins()
    {
        var context = AssemblyLoadContext.GetLoadContext(Part.Assembly)!;

        var own = context.LoadFromAssemblyName(new AssemblyName("Google.Protobuf"));

        Assert.StartsWith(Path.Combine(TestFolder.TestPlugins, "CarriesTorch"), own.Location);
    }

    [Fact]
    public void Load_DependencyInAFolderToProbe_IsFound_SoTheFoldersCheckRefusesSuchFolders()
    {
        using var shelf = new PluginShelf();
        var plugin = shelf.Add("OwnDependency");
        var elsewhere = Directory.CreateDirectory($"{shelf.Folder}/elsewhere").FullName;
        File.Move($"{plugin}/Newtonsoft.Json.dll", $"{elsewhere}/Newtonsoft.Json.dll");
        File.WriteAllText($"{plugin}/OwnDependency.runtimeconfig.json", $$"""
            { "runtimeOptions": { "additionalProbingPaths": ["{{elsewhere}}"] } }
            """);

        var part = PluginEntry.Load(Path.GetFullPath($"{plugin}/OwnDependency.dll"), NullLoggerFactory.Instance)
            .Parts.Single().PartType;

        Assert.Equal("Newtonsoft.Json 13.0.1", Activator.CreateInstance(part)!.ToString());
    }

    [Fact]
    public void Load_DependencyThatIsNowhere_IsNotFound()
    {
        using var shelf = new PluginShelf();
        var plugin = shelf.Add("OwnDependency");
        File.Delete($"{plugin}/Newtonsoft.Json.dll");

        var part = PluginEntry.Load(Path.GetFullPath($"{plugin}/OwnDependency.dll"), NullLoggerFactory.Instance)
            .Parts.Single().PartType;

        var failure = Assert.ThrowsAny<Exception>(() => Activator.CreateInstance(part)).GetBaseException();
        Assert.StartsWith("Could not load file or assembly 'Newtonsoft.Json,", failure.Message);
    }
}
