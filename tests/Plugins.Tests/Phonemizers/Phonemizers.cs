using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Plugins.Tests.Phonemizers;

/// <summary>Phonemizers as a config would build them.</summary>
internal static class Phonemizers
{
    /// <summary>A phonemizer with the shipped dictionary; no other reads words if the options do not say so.</summary>
    public static CmuDictPhonemizer CmuDict(CmuDictOptions? options = null, string folder = "") =>
        new(options ?? new() { Fallback = WordFallback.None }, new(folder), NullLogger<CmuDictPhonemizer>.Instance);

    /// <summary>Phonemes parted by spaces.</summary>
    public static string Read(this IPhonemizer phonemizer, string text) =>
        string.Join(' ', phonemizer.Phonemize(text));

    /// <summary>What is wrong with a text.</summary>
    public static string[] Faults(this IPhonemizer phonemizer, string text) =>
        [.. Assert.Throws<FaultException>(() => phonemizer.Phonemize(text)).Faults.Select(fault => fault.ToString())];
}
