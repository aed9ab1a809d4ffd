using System.IO.Compression;

namespace Melange.Plugins;

/// <summary>Words and how they are pronounced: the first pronunciation of each.</summary>
/// <param name="pronunciations">Phonemes parted by spaces, as <see cref="Arpabet"/> knows them, by the word in lower
/// case.</param>
internal sealed class PronouncingDictionary(IReadOnlyDictionary<string, string> pronunciations)
{
    private const int ShippedWords = 130_000;
    private static readonly Lazy<PronouncingDictionary> CmuDict = new(ReadShipped);

    /// <summary>A dictionary without words.</summary>
    public static PronouncingDictionary Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>The CMU Pronouncing Dictionary, which ships with the plugin; read when first asked for.</summary>
    public static PronouncingDictionary Shipped => CmuDict.Value;

    /// <summary>How many words it has.</summary>
    public int Count => pronunciations.Count;

    /// <summary>The phonemes of a word in lower case; null where it is not known.</summary>
    public string[]? Find(string word) => pronunciations.GetValueOrDefault(word)?.Split(' ');

    /// <summary>The words that may have been meant, for one that is not known: those with its first letter.</summary>
    public IEnumerable<string> WordsLike(string word) => pronunciations.Keys.Where(known => known[0] == word[0]);

    // A line is "word PHONE PHONE ..."; later pronunciations are "word(2)".
    private static PronouncingDictionary ReadShipped()
    {
        var folder = Path.GetDirectoryName(typeof(PronouncingDictionary).Assembly.Location)!;
        using var file = File.OpenRead(Path.Combine(folder, "cmudict", "cmudict.dict.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var words = new Dictionary<string, string>(ShippedWords);
        while (lines.ReadLine() is { } line)
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            if (line[end - 1] != ')')
                words.TryAdd(line[..end], line[(end + 1)..]);
        }
        return new(words);
    }
}
