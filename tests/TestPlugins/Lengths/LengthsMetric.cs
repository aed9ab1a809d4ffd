namespace Melange.TestPlugins;

/// <summary>Several values of one metric, from what the host tells of a pair.</summary>
public sealed class LengthsMetric : IMetricFamily
{
    public IReadOnlyList<MetricMember> Members { get; } =
    [
        new("reference", "Length of the reference's audio by that of its last phoneme's end.", "", false),
        new("synthesised", "Where the last synthesised phoneme ends, less the length of its audio.", "s", false)
        {
            Margin = 0.25
        },
        new("style", "Whether speaker, emotion, texts, names and seeds are told.", "", true)
    ];

    public IReadOnlyList<double?> MeasureEach(MetricInput input) =>
    [
        input.ReferenceAudio.shape[0] / 16000.0 / input.ReferencePhonemes[^1].EndSeconds,
        input.SynthesisedPhonemes[^1].EndSeconds - input.SynthesisedAudio.shape[0] / 16000.0,
        input is { Speaker: "slt", Emotion.Length: > 0, Text.Length: > 0, ReferenceText.Length: > 0, Id.Length: > 0 }
            && input.Seed != 0 && input.TargetPhonemes.All(phoneme => phoneme.Phoneme.Length > 0) ? 1 : 0
    ];
}
