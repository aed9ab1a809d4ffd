using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Tests;

/// <summary>A corpus that does not know when its phonemes sound.</summary>
internal static class Timeless
{
    /// <summary>The corpus of a run, without the times of every so-manieth utterance.</summary>
    public static PreparedCorpus Corpus(RunOptions options, int oneIn = 1) => PreparedCorpus.Of(
        [.. RunAssembly.ReadCorpus(options).Select((utterance, i) => i % oneIn == 0 ? Of(utterance) : utterance)],
        options.Features);

    /// <summary>The utterance without its times.</summary>
    public static Utterance Of(Utterance utterance) => utterance with { EndSeconds = null };

    /// <summary>The utterance without its times.</summary>
    public static PreparedUtterance Of(PreparedUtterance utterance) => utterance with { Durations = null };
}
