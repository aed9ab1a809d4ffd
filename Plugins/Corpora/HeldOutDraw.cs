using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Melange.Plugins;

/// <summary>Draws the texts that are kept out of training.</summary>
/// <remarks>
/// Texts stand in the order of the SHA-256 of seed and text, so that a corpus that grows keeps most of its choice.
/// Along it, a text is drawn where each speaker and emotion that says it has not given its share, rounded up, and keeps
/// two texts or more. A text that several speakers say is kept out for all of them.
/// </remarks>
internal static class HeldOutDraw
{
    private const int Kept = 2; // so that each training utterance has another as its reference

    /// <summary>The drawn texts, as <see cref="HeldOutTexts.Key"/> gives them.</summary>
    /// <param name="options">The share, the seed and the speakers.</param>
    /// <param name="corpus">The utterances.</param>
    /// <param name="faults">Gathers speakers that are not there, and that nothing could be drawn.</param>
    public static HashSet<string> Of(HeldOutOptions options, CorpusEntries corpus, FaultCollector faults)
    {
        var styles = corpus.Entries.GroupBy(entry => (entry.Speaker, entry.Emotion)).ToDictionary(style => style.Key,
            style => new Style(style.Select(KeyOf).ToHashSet(), options.Drawn));
        var speakers = styles.Keys.Select(style => style.Speaker).ToHashSet();
        foreach (var unknown in options.Speakers.Where(name => speakers.Count > 0 && !speakers.Contains(name)))
            faults.Add(corpus.Folder.Name, $"heldOut.speakers must name speakers of the corpus, but has '{unknown}'."
                + NearestName.Suggest(unknown, speakers));
        if (options.Drawn == 0)
            return [];
        var texts = corpus.Entries.GroupBy(KeyOf).Select(said => (said.Key, Styles: said.Select(entry =>
            (entry.Speaker, entry.Emotion)).Distinct().ToList()));
        var drawn = new HashSet<string>();
        foreach (var (text, by) in texts.Where(text => IsAsked(text.Styles, options.Speakers))
            .OrderBy(text => Place(options.Seed, text.Key)))
            if (by.TrueForAll(style => styles[style].MayGive))
            {
                drawn.Add(text);
                by.ForEach(style => styles[style].Give());
            }
        if (drawn.Count == 0 && corpus.Entries.Count > 0 && faults.IsEmpty)
            faults.Add(corpus.Folder.Name, "heldOut must keep a text out of training, but then a speaker and emotion "
                + $"would keep fewer than {Kept} texts.");
        return drawn;
    }

    private static string KeyOf(CorpusEntry entry) => HeldOutTexts.Key(entry.Text, isLoose: true);

    private static bool IsAsked(List<(string Speaker, string Emotion)> styles, IReadOnlyList<string> speakers) =>
        speakers.Count == 0 || styles.Exists(style => speakers.Contains(style.Speaker));

    private static UInt128 Place(int seed, string text) => BinaryPrimitives.ReadUInt128BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}:{text}"))));

    // What one speaker says in one emotion.
    private sealed class Style(HashSet<string> texts, double share)
    {
        private readonly int most = Math.Min((int)Math.Ceiling(share * texts.Count), texts.Count - Kept);
        private int given;

        public bool MayGive => given < most;

        public void Give() => given++;
    }
}
