using CsvHelper;
using Melange.Host.Assembly;
using Melange.Host.Machine;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>Lists the pairs of a trial with their texts and audio, for programs that score speech.</summary>
/// <remarks>
/// CSV by RFC 4180, in UTF-8. Paths are relative to the trial's folder, with slashes. A shown pair has target and
/// reference in its own folder, at the rate of the speech; of another the recordings of the corpus are named, at
/// theirs, and nothing where the corpus has no file for them.
/// </remarks>
internal static class PairManifest
{
    /// <summary>The columns, in their order.</summary>
    public static readonly string[] Columns =
    [
        "id", "target", "reference", "text", "reference_text", "speaker", "emotion",
        "protocol", "told_speaker", "told_emotion", "synthesised_wav", "target_wav", "reference_wav"
    ];

    /// <summary>Writes the table, whole or not at all.</summary>
    /// <param name="folder">The trial's folder.</param>
    /// <param name="pairs">Every pair, as it was measured and as it was spoken.</param>
    public static void Write(TrialFolder folder, IReadOnlyList<(PairResult Result, EvaluationPair Pair)> pairs) =>
        WholeFile.Write(folder.Manifest, part =>
        {
            using var writer = CsvWriter.ToFile(part, new() { NewLine = "\n" });
            writer.WriteRecord(Columns);
            foreach (var (result, pair) in pairs)
                writer.WriteRecord(Row(folder, result, pair));
        });

    private static string[] Row(TrialFolder folder, PairResult result, EvaluationPair pair)
    {
        return
        [
            result.Id, result.TargetId, result.ReferenceId, result.Text, result.ReferenceText, result.Speaker,
            result.Emotion, result.Protocol, result.ToldSpeaker ?? result.Speaker, result.ToldEmotion ?? result.Emotion,
            InPair(PairFiles.Synthesised), Recording(PairFiles.Target, pair.Target.Source),
            Recording(PairFiles.Reference, pair.Reference.Source)
        ];

        string InPair(string file) => Relative(folder, Path.Combine(folder.Pair(result.Id), file));

        string Recording(string file, Utterance utterance) => result.IsShown
            ? InPair(file) : utterance.Recording is { } recording ? Relative(folder, recording) : "";
    }

    private static string Relative(TrialFolder folder, string file) =>
        Path.GetRelativePath(folder.Path, file).Replace('\\', '/');
}
