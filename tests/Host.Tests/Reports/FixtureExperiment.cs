using Melange.Host.Reports;
using Melange.Host.Reports.Evidence;
using Melange.Host.Runs;
using Melange.Host.TensorFiles;

namespace Melange.Host.Tests.Reports;

/// <summary>A made-up experiment over real audio, in a folder of its own that goes with it.</summary>
internal sealed class FixtureExperiment : IDisposable
{
    private static readonly string[] Speakers = ["slt", "awb"];
    private static readonly string[] Emotions = ["neutral", "happy", "sad", "angry", "surprise"];
    private static readonly (string Name, int Level)[] Sites =
        [("down.0", 0), ("down.1", 1), ("down.2", 2), ("mid", 2), ("up.0", 2), ("up.1", 1)];

    private static readonly Dictionary<string, MetricLegend> Legends = new()
    {
        ["mcd"] = new("mel cepstral distortion after DTW, 13 coefficients without the first", "dB", false),
        ["log-f0-rmse"] = new("pitch error over frames voiced in both", "octaves", false),
        ["phoneme-hit-rate"] = new("share of attention on reference frames of the target frame's phoneme", "", true),
        ["rtf"] = new("synthesis time over audio time", "", false)
    };

    private readonly string folder = Path.Combine(Path.GetTempPath(), "melange-report-" + Path.GetRandomFileName());

    /// <summary>Where to write the report.</summary>
    public string ReportPath => Path.Combine(folder, "report.html");

    /// <summary>Three variants: one with sharp maps, one with blurred maps and a failed seed, one without
    /// maps.</summary>
    public ExperimentReport Build(int seeds, string[] shown) => new(
        "f2f against f2b", "experiments/demo.json",
        [
            Variant("f2f", ["model.estimator.attention.use f2f"], 0, seeds, shown),
            Variant("f2b", ["model.estimator.attention.use f2f → f2b", "model.estimator.attention.heads 4 → 2"],
                1, Math.Max(1, seeds - 1), shown),
            Variant("linear", ["model.estimator.attention.use f2f → linear"], 2, seeds, shown)
        ],
        [new FailedTrial(
            "f2b", 3, "step 412: loss is NaN\nUnhandled exception: the loss must be finite, but was NaN.")],
        new AudioFormat(), FixtureSpeech.PhonemeNames,
        new ReportFacts(
            ["Attention.F2F 0.1.0", "Attention.F2B 0.1.0", "Estimator 0.1.0"], "cpu", 2, 431.7, "2025-11-23 18:25",
            "melange ab experiments/demo.json")
        {
            Precision = "bfloat16"
        });

    /// <summary>The page of a report.</summary>
    public string Written(ExperimentReport report)
    {
        ReportWriter.Write(report, ReportPath);
        return File.ReadAllText(ReportPath);
    }

    public VariantReport Variant(string name, string[] differences, int kind, int seeds, string[] shown) => new(
        name, differences, $$"""{ "model": { "estimator": { "attention": { "use": "{{name}}" } } } }""",
        [.. Enumerable.Range(1, seeds).Select(seed => Trial(name, kind, seed, shown))]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private TrialReport Trial(string variant, int kind, int seed, string[] shown)
    {
        var trialFolder = Path.Combine(folder, "trials", $"{kind}-{seed}");
        Directory.CreateDirectory(trialFolder);
        foreach (var pair in shown)
            WritePair(Path.Combine(trialFolder, "pairs", pair), pair, kind, seed);
        var random = new Random(kind * 100 + seed);
        var pairs = from speaker in Speakers
                    from emotion in Emotions
                    from sentence in (string[])["09", "10"]
                    let id = $"{speaker}_{emotion}_{sentence}"
                    select Pair(id, speaker, emotion, shown.Contains(id), Values(kind, random));
        return new TrialReport(new TrialResult(variant, seed, 1_904_321, 1_204_877 - 90_000 * kind,
            101.2 + 9 * seed, 30.4,
            812 + 140 * kind, Legends, [.. Losses(kind, random)], [.. pairs])
        {
            Validation = [.. Enumerable.Range(1, 8).Select(i =>
                new ValidationPoint(50 * i, 3.0 / i + kind, 1.0 / i + kind, 1.5 / i, 0.5 / i))]
        }, trialFolder);
    }

    private static PairResult Pair(
        string id, string speaker, string emotion, bool isShown, Dictionary<string, double?> values) => new(
        id, id, $"{speaker}_{emotion}_03", id.EndsWith("09", StringComparison.Ordinal)
            ? "The cat was running up the road." : "We took the early bus home.",
        "You should change both chairs.", speaker, emotion, isShown, values);

    private static Dictionary<string, double?> Values(int kind, Random random) => new()
    {
        ["mcd"] = 6.2 + 0.25 * kind + 0.6 * random.NextDouble(),
        ["log-f0-rmse"] = random.NextDouble() < 0.1 ? null : 0.21 + 0.1 * random.NextDouble(),
        ["phoneme-hit-rate"] = kind == 2 ? null : 0.91 - 0.2 * kind + 0.05 * random.NextDouble(),
        ["rtf"] = 0.41 + 0.2 * kind + 0.02 * random.NextDouble()
    };

    private static IEnumerable<LossPoint> Losses(int kind, Random random) => Enumerable.Range(1, 400)
        .Select(step => new LossPoint(
        step, step < 60 ? null : 0.3 + 0.5 * Math.Exp(-step / 90.0) + 0.04 * kind + 0.2 * random.NextDouble(),
        1 + 4 * Math.Exp(-step / 40.0) + 0.1 * random.NextDouble(),
        0.1 + Math.Exp(-step / 70.0) + 0.05 * random.NextDouble(), null,
        Sites.ToDictionary(site => site.Name,
            site => (0.1 + 0.1 * kind) * (1 - Math.Exp(-step / 120.0)) * (1 - 0.5 * site.Level))));

    private static void WritePair(string folder, string id, int kind, int seed)
    {
        using var scope = NewDisposeScope();
        var parts = id.Split('_');
        string[] styles = ["neutral", "surprise", "sad"];
        var reference = FixtureSpeech.Load($"{parts[0]}_{parts[1]}_03");
        var target = FixtureSpeech.Load(id);
        var synthesised = FixtureSpeech.Load($"{parts[0]}_{styles[kind]}_{parts[2]}");
        var tensors = new Dictionary<string, Tensor>();
        Directory.CreateDirectory(folder);
        foreach (var (role, speech) in
            new[] { ("reference", reference), ("target", target), ("synthesised", synthesised) })
        {
            File.WriteAllBytes(Path.Combine(folder, role + ".wav"), speech.Wav);
            tensors[$"{role}.mel"] = speech.LogMel;
            tensors[$"{role}.phonemes"] = tensor(speech.Phonemes);
        }
        foreach (var (name, level) in Sites)
            AddSite(tensors, (name, level, kind), synthesised.Phonemes, reference.Phonemes);
        Safetensors.Write(Path.Combine(folder, "details.safetensors"), tensors);
    }

    private static void AddSite(
        Dictionary<string, Tensor> tensors, (string Name, int Level, int Kind) site, long[] target, long[] reference)
    {
        var phonemes = tensor(target)[TensorIndex.Slice(step: 1 << site.Level)];                  // [T']
        var present = phonemes.unsqueeze(1).eq(tensor(reference).unsqueeze(0)).any(1);            // [T']
        tensors[$"phonemes.{site.Name}"] = phonemes;
        tensors[$"references.{site.Name}"] = tensor(reference);                                   // [R]
        tensors[$"gate.{site.Name}"] = present.to(float32) * (site.Kind == 2 ? 0.6 : 1);
        if (site.Kind == 2)
            return;
        var near = arange(phonemes.shape[0]).unsqueeze(1) / (double)phonemes.shape[0]
            - arange(reference.Length).unsqueeze(0) / (double)reference.Length;                   // [T', R]
        var isSame = phonemes.unsqueeze(1).eq(tensor(reference).unsqueeze(0)).to(float32);
        var weight = (isSame + 0.03 * site.Kind) * (-near * near * 8).exp()
            * (0.4 + rand(near.shape, generator: new Generator(5, CPU)));
        var sums = weight.sum(1, keepdim: true);
        tensors[$"map.{site.Name}"] = (weight / sums.clamp_min(1e-9)).to(float32);
    }
}
