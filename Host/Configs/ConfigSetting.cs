using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Melange.Host.Configs;

/// <summary>Reads <c>--set key=value</c> into a layer of its own.</summary>
internal static class ConfigSetting
{
    /// <summary>The layer of one setting; null, with a fault, where it cannot be read.</summary>
    public static LayeredConfig? Read(string setting, List<Fault> faults)
    {
        var (shown, equals) = ($"--set {setting}", setting.IndexOf('='));
        var keys = ConfigPath.Keys(equals < 0 ? "" : setting[..equals]);
        if (keys.Length > 0 && !keys.Contains(""))
            return Layer(keys, setting[(equals + 1)..], shown, faults);
        faults.Add(new Fault(shown, 0, "a setting must be written key=value: --set training.steps=2000."));
        return null;
    }

    private static LayeredConfig? Layer(string[] keys, string value, string shown, List<Fault> faults)
    {
        var isJson = value is ['[' or '{', ..];
        var (json, before) = (Encoding.UTF8.GetBytes(isJson ? value : JsonSerializer.Serialize(value)), faults.Count);
        var place = isJson
            ? JsonLayer.OfSetting(json, shown, faults)
            : new ConfigNode(KindOf(value), new ConfigPosition(shown, 0)) { Text = value };
        if (place is null || faults.Count > before)
            return null;
        foreach (var key in keys.Reverse())
            place = new ConfigNode(new ConfigPosition(shown, 0), [new(key, place)]);
        return new LayeredConfig(Values(keys, json), place);
    }

    private static IConfiguration Values(string[] keys, byte[] json)
    {
        var opening = Encoding.UTF8.GetBytes(string.Concat(keys.Select(key => $"{{{JsonSerializer.Serialize(key)}:")));
        var closing = Encoding.UTF8.GetBytes(new string('}', keys.Length));
        using var stream = new MemoryStream([.. opening, .. json, .. closing]);
        return new ConfigurationBuilder().AddJsonStream(stream).Build();
    }

    private static ConfigKind KindOf(string value) => value switch
    {
        "true" or "false" => ConfigKind.Boolean,
        "null" => ConfigKind.Unset,
        _ => IsJsonNumber(value) ? ConfigKind.Number : ConfigKind.Text,
    };

    private static bool IsJsonNumber(string value)
    {
        try
        {
            using var number = JsonDocument.Parse(value); // refuses abc, 007 and .5, which are texts then
            return number.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
