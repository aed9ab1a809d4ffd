using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>VCTK as it was published: English speakers of many accents who read newspapers.</summary>
/// <remarks>
/// <c>txt/p225/p225_001.txt</c> holds a sentence, <c>wav48_silence_trimmed/p225/p225_001_mic1.flac</c> its recording,
/// or <c>wav48/p225/p225_001.wav</c> in version 0.80. Recordings without a text (all of p315) and texts without a
/// recording (some of p362; all of p280 with <c>mic2</c>) are left out, counted and said. Speakers share sentences.
/// Source: Yamagishi, Veaux and MacDonald 2019, CSTR VCTK Corpus 0.92, its README.
/// </remarks>
public sealed partial class VctkCorpus(VctkOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    : PublishedCorpus(options.Validated(), context, loggers, (folder, faults) => Entries(folder, options, faults))
{
    private const string Texts = "txt";
    private const string Trimmed = "wav48_silence_trimmed";
    private const string Older = "wav48";

    /// <summary>The folder that it begins in.</summary>
    internal static LayoutRoot Root { get; } = new("VCTK", $"{Texts} and {Trimmed}", folder =>
        folder.Sub(Texts).Exists && (folder.Sub(Trimmed).Exists || folder.Sub(Older).Exists));

    private protected override ReferenceNotes? NotesOf(RecordingPlace place)
    {
        var texts = place.Folder(levels: 2).Sub(Texts).Sub(place.Folder(levels: 0).OwnName);
        return texts.File($"{IdOf(place.Stem)}.txt").Notes();
    }

    private protected override string IdOf(string recording) => MicrophoneEnding().Replace(recording, "");

    /// <summary>Lists the sentences.</summary>
    internal static CorpusEntries Entries(CorpusFolder folder, VctkOptions options, FaultCollector faults)
    {
        Root.MustBe(folder);
        var isTrimmed = folder.Sub(Trimmed).Exists;
        var audio = folder.Sub(isTrimmed ? Trimmed : Older);
        var ending = isTrimmed ? $"_{options.Microphone.ToString().ToLowerInvariant()}" : "";
        var pairs = new PairedFiles(ending, "", faults);
        foreach (var speaker in ChosenSpeakers.Of(audio.Folders(), options.Speakers, audio, faults))
            pairs.Read(speaker, folder.Sub(Texts).Sub(speaker.OwnName), speaker.OwnName, CorpusEntry.Neutral);
        return pairs.Listed(folder);
    }

    [GeneratedRegex("_mic[12]$")]
    private static partial Regex MicrophoneEnding();
}
