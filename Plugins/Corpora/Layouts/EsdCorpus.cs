using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>ESD, the Emotional Speech Dataset, as it was published: five emotions in Mandarin and English.</summary>
/// <remarks>
/// <c>0011/Angry/0011_000351.wav</c>, or with <c>train</c>, <c>evaluation</c> or <c>test</c> below the emotion, holds a
/// recording; <c>0011/0011.txt</c> says what the speaker's recordings say. The emotion is that of the folder, in small
/// letters. Recordings without a text and texts without a recording are left out, counted and said. All speakers of a
/// language say the same sentences, in every emotion. Source: Zhou et al. 2022, Emotional voice conversion: theory,
/// databases and ESD.
/// </remarks>
public sealed partial class EsdCorpus(EsdOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    : PublishedCorpus(options.Validated(), context, loggers, (folder, faults) => Entries(folder, options, faults))
{
    private static readonly string[] Parts = ["train", "evaluation", "test"];

    /// <summary>The folder that it begins in.</summary>
    internal static LayoutRoot Root { get; } = new("ESD", "a folder a speaker, as 0011 with 0011.txt", folder =>
        SpeakersOf(folder).Any());

    private protected override ReferenceNotes? NotesOf(RecordingPlace place)
    {
        var speaker = new[] { place.Folder(levels: 1), place.Folder(levels: 2) }.FirstOrDefault(IsSpeaker);
        if (speaker is null || new EsdTranscript(Transcript(speaker)).Of(place.Stem) is not { } said)
            return null;
        return new() { Text = said.Text, TextFile = Transcript(speaker).Name, TextLine = said.Line };
    }

    /// <summary>Lists the recordings.</summary>
    internal static CorpusEntries Entries(CorpusFolder folder, EsdOptions options, FaultCollector faults)
    {
        Root.MustBe(folder);
        var entries = new List<CorpusEntry>();
        var (textless, silent) = (new List<string>(), new List<string>());
        foreach (var speaker in ChosenSpeakers.Of([.. SpeakersOf(folder)], options.Speakers, folder, faults))
        {
            if (faults.Try(() => new EsdTranscript(Transcript(speaker))) is not { } transcript)
                continue;
            var found = RecordingsOf(speaker, transcript).ToList();
            entries.AddRange(found.Where(entry => entry.Text.Length > 0));
            textless.AddRange(found.Where(entry => entry.Text.Length == 0).Select(entry => entry.Id));
            silent.AddRange(transcript.Ids.Except(found.Select(entry => entry.Id)));
        }
        if (entries.Count == 0 && faults.IsEmpty)
            faults.Add(folder.Name,
                $"must hold recordings with texts, but none of its {textless.Count} recordings has one.");
        LeftOut[] leftOut = [new("recordings without a text", textless), new("texts without a recording", silent)];
        return new(folder, entries) { LeftOut = [.. leftOut.Where(kind => kind.Names.Count > 0)] };
    }

    private static IEnumerable<CorpusEntry> RecordingsOf(CorpusFolder speaker, EsdTranscript transcript) =>
        from emotion in speaker.Folders()
        from part in Parts.Select(emotion.Sub).Prepend(emotion)
        from name in part.FileNames().Where(AudioFiles.Is)
        let file = part.File(name)
        let said = transcript.Of(file.Stem)
        select new CorpusEntry(
            file.Stem, said?.Text ?? "", speaker.OwnName, emotion.OwnName.ToLowerInvariant(), file)
        {
            Source = transcript.File,
            Line = said?.Line ?? 0
        };

    private static IEnumerable<CorpusFolder> SpeakersOf(CorpusFolder folder) => folder.Folders().Where(IsSpeaker);

    private static bool IsSpeaker(CorpusFolder folder) =>
        Digits().IsMatch(folder.OwnName) && Transcript(folder).Exists;

    private static CorpusFile Transcript(CorpusFolder speaker) => speaker.File($"{speaker.OwnName}.txt");

    [GeneratedRegex("^[0-9]{4}$")]
    private static partial Regex Digits();
}
