using System.Text;

namespace Melange.Host.Guarding;

/// <summary>What a flight recorder keeps of a part, ready to be copied.</summary>
internal sealed class FlightEntry
{
    /// <summary>Bytes of an entry.</summary>
    public const int Bytes = 512;

    /// <summary>Writes the description as UTF-8, cut to whole characters that fit, padded with zeros.</summary>
    public FlightEntry(string description) =>
        Encoding.UTF8.GetEncoder().Convert(description, Text, flush: true, out _, out _, out _);

    /// <summary>No part.</summary>
    public static FlightEntry None { get; } = new("");

    /// <summary>The bytes.</summary>
    public byte[] Text { get; } = new byte[Bytes];
}
