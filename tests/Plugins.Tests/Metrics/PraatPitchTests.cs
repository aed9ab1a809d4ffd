using System.Diagnostics;
using System.Globalization;
using Melange.Plugins.Tests.Corpora;
using Melange.Plugins.Tests.Phonemizers;

namespace Melange.Plugins.Tests.Metrics;

/// <summary>The tracker beside Praat's <c>To Pitch</c> with its defaults, on the recordings of data/mini.</summary>
public sealed class PraatPitchTests
{
    private const int Hop = 256;

    // Pitch at the middle of each frame, 0 where unvoiced: a line a recording.
    private const string Script = """
        form Pitch
            sentence Folder
            sentence Out
        endform
        files = Create Strings as file list: "files", folder$ + "/*.wav"
        count = Get number of strings
        for i to count
            selectObject: files
            name$ = Get string: i
            sound = Read from file: folder$ + "/" + name$
            samples = Get number of samples
            pitch = To Pitch: 0, 75, 600
            appendFile: out$, name$ - ".wav"
            for frame to floor (samples / 256)
                hertz = Get value at time: (frame - 0.5) * 256 / 16000, "Hertz", "nearest"
                if hertz = undefined
                    hertz = 0
                endif
                appendFile: out$, " ", fixed$ (hertz, 3)
            endfor
            appendFileLine: out$, ""
            removeObject: sound, pitch
        endfor
        """;

    private static readonly Lazy<IReadOnlyList<Utterance>> Mini = new(() =>
        new TextGridFolderCorpus(new() { Path = "data/mini" }, new(RepositoryRoot.Find(), new())).Read());

    private static readonly Lazy<IReadOnlyDictionary<string, double[]>> Ours = new(() =>
    {
        using var scope = NewDisposeScope();
        using var tracker = new AutocorrelationPitchTracker(new(), new());
        return Mini.Value.ToDictionary(item => item.Id,
            item => tracker.Track(tensor(item.Samples.ToArray()), item.Samples.Count / Hop));
    });

    [Theory] // medians of data/README.md, and shares of the frames' middles, as Praat 6.3.07 gives them
    [InlineData("slt", "neutral", 171, 0.717)]
    [InlineData("slt", "happy", 215, 0.714)]
    [InlineData("slt", "sad", 144, 0.717)]
    [InlineData("slt", "angry", 188, 0.712)]
    [InlineData("slt", "surprise", 256, 0.705)]
    [InlineData("awb", "neutral", 126, 0.624)]
    [InlineData("awb", "happy", 156, 0.655)]
    [InlineData("awb", "sad", 108, 0.633)]
    [InlineData("awb", "angry", 137, 0.634)]
    [InlineData("awb", "surprise", 182, 0.646)]
    [InlineData("kal16", "neutral", 97, 0.550)]
    [InlineData("kal16", "happy", 125, 0.564)]
    [InlineData("kal16", "sad", 83, 0.567)]
    [InlineData("kal16", "angry", 106, 0.513)]
    [InlineData("kal16", "surprise", 155, 0.628)]
    public void Track_Mini_HasPraatsMedianAndShareOfVoicedFrames(
        string speaker, string emotion, double medianHz, double voicedShare)
    {
        var pitch = Of(speaker, emotion).SelectMany(item => Ours.Value[item.Id]).ToList();
        var voiced = pitch.Where(found => found > 0).Order().ToList();

        Assert.InRange(voiced[voiced.Count / 2] / medianHz, 0.985, 1.015);
        Assert.InRange((double)voiced.Count / pitch.Count, voicedShare - 0.02, voicedShare + 0.02);
    }

    [ProgramFact("praat")]
    public void Track_Mini_AgreesWithPraatFrameByFrame()
    {
        var praats = Praats();

        Assert.All(Mini.Value.GroupBy(item => (item.Speaker, item.Emotion)), style =>
        {
            var frames = style.SelectMany(item => Ours.Value[item.Id].Zip(praats[item.Id])).ToList();
            var ratios = frames.Where(frame => frame.First > 0 && frame.Second > 0)
                .Select(frame => Math.Abs(frame.First / frame.Second - 1)).Order().ToList();

            // Praat's frames lie up to 5 ms from ours: voicing begins and ends there.
            Assert.InRange(frames.Average(frame => frame.First > 0 != frame.Second > 0 ? 1.0 : 0), 0, 0.05);
            Assert.InRange(ratios.Average(ratio => ratio > 0.2 ? 1.0 : 0), 0, 0.01);
            Assert.InRange(ratios[ratios.Count / 2], 0, 0.003);
        });
    }

    private static IEnumerable<Utterance> Of(string speaker, string emotion) =>
        Mini.Value.Where(item => item.Speaker == speaker && item.Emotion == emotion);

    private static Dictionary<string, double[]> Praats()
    {
        var folder = Directory.CreateTempSubdirectory("melange-pitch-");
        try
        {
            var (script, listing) = ($"{folder.FullName}/script.praat", $"{folder.FullName}/pitch.txt");
            File.WriteAllText(script, Script);
            var wav = Path.Combine(RepositoryRoot.Find(), "data/mini/wav");
            using var praat = Process.Start("praat", ["--run", script, wav, listing]);
            praat.WaitForExit();
            return File.ReadLines(listing).Select(line => line.Split(' ')).ToDictionary(words => words[0],
                words => words.Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
