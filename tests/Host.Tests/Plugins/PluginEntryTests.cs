using System.Reflection;
using System.Runtime.Loader;
using Melange.Host.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Host.Tests.Plugins;

/// <summary>
/// What happens with a plugin that ships TorchSharp and Google.Protobuf, were it let past the folder's check.
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
}
