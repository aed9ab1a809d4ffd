using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>LibriTTS or LibriTTS-R as they were published: thousands of speakers who read English books.</summary>
/// <remarks>
/// <c>train-clean-100/103/1241/103_1241_000000_000001.wav</c> (subset, speaker, chapter) holds a sentence,
/// <c>.normalized.txt</c> beside it what is spoken. Recordings without it are left out, counted and said. Source: Zen
/// et al. 2019, LibriTTS; Koizumi et al. 2023, LibriTTS-R.
/// </remarks>
public sealed partial class LibriTtsCorpus(
    LibriTtsOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    : PublishedCorpus(options.Validated(), context, loggers, (folder, faults) => Entries(folder, options, faults))
{
    private const string TextEnding = ".normalized";

    /// <summary>The folder that it begins in.</summary>
    internal static LayoutRoot Root { get; } = new("LibriTTS", "subsets such as train-clean-100", folder =>
        SubsetsOf(folder).Any());

    private protected override ReferenceNotes? NotesOf(RecordingPlace place)
    {
        return place.Folder(levels: 0).File($"{place.Stem}{TextEnding}.txt").Notes();
    }

    /// <summary>Lists the sentences.</summary>
    internal static CorpusEntries Entries(CorpusFolder folder, LibriTtsOptions options, FaultCollector faults)
    {
        Root.MustBe(folder);
        var subsets = SubsetsOf(folder).ToList();
        var names = subsets.Select(subset => subset.OwnName).ToList();
        foreach (var unknown in options.Subsets.Except(names))
            faults.Add(folder.Name, $"must hold subset '{unknown}', as subsets has it, but does not."
                + $"{NearestName.Suggest(unknown, names)} Known: {string.Join(", ", names)}.");
        var speakers = subsets.Where(subset => options.Subsets.Count == 0 || options.Subsets.Contains(subset.OwnName))
            .SelectMany(subset => subset.Folders()).ToList();
        var pairs = new PairedFiles("", TextEnding, faults);
        foreach (var speaker in ChosenSpeakers.Of(speakers, options.Speakers, folder, faults))
            foreach (var chapter in speaker.Folders())
                pairs.Read(chapter, chapter, speaker.OwnName, CorpusEntry.Neutral);
        return pairs.Listed(folder);
    }

    private static IEnumerable<CorpusFolder> SubsetsOf(CorpusFolder folder) =>
        folder.Folders().Where(sub => Subset().IsMatch(sub.OwnName));

    [GeneratedRegex("^(train|dev|test)-(clean|other)(-[0-9]+)?$")]
    private static partial Regex Subset();
}
