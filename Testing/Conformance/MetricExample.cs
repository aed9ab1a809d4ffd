namespace Melange.Testing;

/// <summary>Speech beside other speech, of sizes that differ on every axis.</summary>
internal static class MetricExample
{
    private const int TargetFrames = 40;
    private const int SynthesisedFrames = 46;
    private const int ReferenceFrames = 52;
    private static readonly string[] Styles = ["sad", "happy", "angry"];

    /// <summary>16 kHz, 256 samples a frame, 20 bins, and some recordings to learn from.</summary>
    public static MetricContext Context()
    {
        var context = new MetricContext(new AudioFormat { Bins = 20 });
        return context with { Training = Training(context) };
    }

    /// <summary>Two voiced tones, the later slower and higher, random spectrograms and the map of one site.</summary>
    /// <param name="context">What the metric is built for.</param>
    /// <param name="seed">Of the spectrograms; another makes other speech, of another pitch.</param>
    public static MetricInput For(MetricContext context, int seed = 11)
    {
        using var random = new Generator((ulong)seed);
        var (bins, seconds) = (context.Format.Bins, 1 / context.Format.FrameRateHz);
        var map = rand([TargetFrames, SynthesisedFrames], generator: random);
        var phonemes = arange(TargetFrames).remainder(3) + 1;
        var site = new AttentionRecord("mid", map / map.sum([1], keepdim: true), ones(TargetFrames), phonemes,
            arange(SynthesisedFrames).remainder(3) + 1);
        return new(
            randn([bins, TargetFrames], generator: random), randn([bins, SynthesisedFrames], generator: random),
            Tone(context, 109 + seed, TargetFrames), Tone(context, 139 + seed, SynthesisedFrames),
            SynthesisSeconds: 0.5, [site])
        {
            Id = $"example_{seed}",
            Text = "a toy",
            ReferenceText = "the boy",
            Speaker = "slt",
            Emotion = "happy",
            ReferenceLogMel = randn([bins, ReferenceFrames], generator: random),
            ReferenceAudio = Tone(context, 129 + seed, ReferenceFrames),
            TargetPhonemes = Halves(TargetFrames * seconds),
            SynthesisedPhonemes = Halves(SynthesisedFrames * seconds),
            ReferencePhonemes = Halves(ReferenceFrames * seconds),
            SameText = [.. Styles.Select(style => Recorded(context, $"example_{seed}", style, seed))],
            Seed = seed
        };
    }

    /// <summary>What a model may have learned from: two speakers, three styles.</summary>
    /// <param name="context">Rate and bins.</param>
    public static IReadOnlyList<CorpusRecording> Training(MetricContext context) =>
    [
        .. from seed in new[] { 101, 104 }
           from style in Styles
           select Recorded(context, $"other_{seed}", style, seed)
    ];

    /// <summary>An utterance in which there is nothing to measure.</summary>
    public static MetricInput Silence(MetricContext context)
    {
        var bins = context.Format.Bins;
        return new(full(bins, 0, -11f), full(bins, 0, -11f), zeros(0), zeros(0), SynthesisSeconds: 0.5, [])
        {
            ReferenceLogMel = full(bins, 0, -11f),
            ReferenceAudio = zeros(0)
        };
    }

    /// <summary>The tensors of an input.</summary>
    public static Tensor[] Tensors(MetricInput input) =>
    [
        input.TargetLogMel, input.SynthesisedLogMel, input.TargetAudio, input.SynthesisedAudio, input.ReferenceLogMel,
        input.ReferenceAudio
    ];

    // The one in the example's own style has the example's id; they differ in pitch and tempo.
    private static CorpusRecording Recorded(MetricContext context, string id, string style, int seed)
    {
        var order = Array.IndexOf(Styles, style);
        var frames = TargetFrames + 3 * order;
        return new(style == "happy" ? id : $"{id}_{style}", "a toy", seed % 2 == 0 ? "awb" : "slt", style,
            () => Tone(context, 99 + seed + 10 * order, frames), () => Noise(context, frames, seed + order))
        {
            Phonemes = Halves(frames / context.Format.FrameRateHz)
        };
    }

    private static Tensor Noise(MetricContext context, int frames, int seed)
    {
        using var random = new Generator((ulong)seed);
        return randn([context.Format.Bins, frames], generator: random);
    }

    private static PhonemeInterval[] Halves(double seconds) =>
        [new("ah", 0, seconds / 2), new("oy", seconds / 2, seconds)];

    // Five overtones of falling size, [S].
    private static Tensor Tone(MetricContext context, double hertz, int frames)
    {
        var (rate, count) = (context.Format.SampleRateHz, frames * context.Format.HopSamples);
        var phase = arange(count).to(float32) * (2 * Math.PI * hertz / rate);
        var overtones = arange(1, 6).unsqueeze(1).to(float32);                       // [5, 1]
        return ((overtones * phase.unsqueeze(0)).sin() / overtones).sum([0]) * 0.3;
    }
}
