using Melange.Host.Guarding;

namespace Melange.Host.Tests.Guarding;

/// <summary>Parts of a plugin called Sample under watch, and what the watch says of them.</summary>
internal static class WatchedSample
{
    private const string Failed = "Plugin 'Sample' 1.0.0 (plugins/Sample) failed while being run as ";

    /// <summary>A part under watch, as the host puts it there.</summary>
    public static T Around<T>(string slot, T part, object? context = null) =>
        (T)PartGuard.Around(Part(slot), $"section.{slot}", part!, context);

    /// <summary>The watch of a part called x.</summary>
    public static PartWatch Watch(string slot, string place) => new(Part(slot), place);

    /// <summary>What is said of a call that fails, without the plugin's name.</summary>
    public static string FaultOf(Action call)
    {
        var message = Assert.Throws<PluginException>(call).Message;
        Assert.StartsWith(Failed, message);
        return message[Failed.Length..];
    }

    private static PartName Part(string slot) => new(slot, "x", "'Sample' 1.0.0 (plugins/Sample)");
}
