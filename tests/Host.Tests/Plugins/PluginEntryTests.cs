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

        var found = AssemblyLoadContext.GetLoadContext(part.Assembly)!
            .LoadFromAssemblyName(new AssemblyName("Newtonsoft.Json"));
        Assert.StartsWith(elsewhere, found.Location);
    }

    [Fact]
    public void Load_DependencyThatOnlyTheHostHas_IsTheHosts_SoTheFoldersCheckRefusesSuchPlugins()
    {
        using var shelf = new PluginShelf();
        var plugin = shelf.Add("OlderDependency");
        File.Delete($"{plugin}/Spectre.Console.dll");

        var part = PluginEntry.Load(Path.GetFullPath($"{plugin}/OlderDependency.dll"), NullLoggerFactory.Instance)
            .Parts.Single().PartType;

        Assert.Equal("Spectre.Console 0.57.2", Activator.CreateInstance(part)!.ToString());
        Assert.Equal("plugins/OlderDependency/plugin.json:5: OlderDependency.dll needs Spectre.Console, which is "
            + "neither in the folder nor the host's or the framework's to give.", shelf.Cause());
    }
}
