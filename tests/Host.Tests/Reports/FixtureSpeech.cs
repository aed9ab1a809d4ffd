using System.Globalization;
using System.Text.RegularExpressions;
using TorchSharp;

namespace Melange.Host.Tests.Reports;

/// <summary>An utterance of the shipped corpus: audio, log-mel and phonemes per frame, for fixtures.</summary>
internal sealed partial record FixtureSpeech(byte[] Wav, Tensor LogMel, long[] Phonemes)
{
    private const int HeaderBytes = 44, Hop = 256, Window = 1024, RateHz = 16000, Bins = 80;

    private static readonly string Corpus = Path.Combine(Root(), "data", "mini");

    /// <summary>The names of all phonemes of the corpus; 0 is padding.</summary>
    public static IReadOnlyList<string> PhonemeNames { get; } =
        ["", .. Directory.GetFiles(Path.Combine(Corpus, "textgrid"))
        .SelectMany(file => Intervals(file)).Select(interval => interval.Name).Distinct()
        .Order(StringComparer.Ordinal)];

    public static FixtureSpeech Load(string id)
    {
        var wav = File.ReadAllBytes(Path.Combine(Corpus, "wav", id + ".wav"));
        var samples = new short[(wav.Length - HeaderBytes) / 2];
        Buffer.BlockCopy(wav, HeaderBytes, samples, 0, samples.Length * 2);
        var logMel = LogMelOf(samples);
        var intervals = Intervals(Path.Combine(Corpus, "textgrid", id + ".TextGrid"));
        var phonemes = Enumerable.Range(0, (int)logMel.shape[1]).Select(frame => (frame + 0.5) * Hop / RateHz)
            .Select(time => intervals.FirstOrDefault(interval => interval.End > time, intervals[^1]).Name)
            .Select(name => (long)PhonemeNames.ToList().IndexOf(name));
        return new FixtureSpeech(wav, logMel, [.. phonemes]);
    }

    private static Tensor LogMelOf(short[] samples)
    {
        using var scope = NewDisposeScope();
        var audio = tensor(samples, dtype: float32) / 32768;
        audio = nn.functional.pad(audio.view(1, 1, -1), [384, 384], PaddingModes.Reflect).view(-1);
        var spectrum = stft(audio, Window, Hop, Window, hann_window(Window), center: false, return_complex: true).abs();
        return Filters().mm(spectrum).clamp_min(1e-5).log().MoveToOuterDisposeScope();   // [M, T]
    }

    private static Tensor Filters()
    {
        var edges = Enumerable.Range(0, Bins + 2).Select(edge => HertzOf(edge * MelOfTop / (Bins + 1))).ToArray();
        var weights = new float[Bins, Window / 2 + 1];
        for (var bin = 0; bin < Bins; bin++)
            for (var line = 0; line <= Window / 2; line++)
            {
                var hertz = (double)line * RateHz / Window;
                var up = (hertz - edges[bin]) / (edges[bin + 1] - edges[bin]);
                var down = (edges[bin + 2] - hertz) / (edges[bin + 2] - edges[bin + 1]);
                weights[bin, line] = (float)(Math.Max(0, Math.Min(up, down)) * 2 / (edges[bin + 2] - edges[bin]));
            }
        return tensor(weights);
    }

    private static double MelOfTop => 15 + Math.Log(8) * 27 / Math.Log(6.4);

    private static double HertzOf(double mel) =>
        mel < 15 ? mel * 200 / 3 : 1000 * Math.Exp(Math.Log(6.4) / 27 * (mel - 15));

    private static List<(double End, string Name)> Intervals(string file) =>
        [.. IntervalPattern().Matches(File.ReadAllText(file)).Select(match =>
            (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value))];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Framework.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("""xmax = ([\d.]+)\s+text = "([^"]*)"\s""")]
    private static partial Regex IntervalPattern();
}
