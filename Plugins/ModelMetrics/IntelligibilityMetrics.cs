using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Measures how much of the text a recogniser writes down of what was synthesised.</summary>
/// <remarks>
/// <c>wer</c> and <c>cer</c>: edits over words, or characters, of the text (<see cref="SpokenWords"/>); the same of the
/// true recording beside it, <c>recording-wer</c> and <c>recording-cer</c>, which is what the recogniser gets wrong
/// anyway. The recogniser is pocketsphinx, for American English; it is no human ear, and its errors are many more.
/// </remarks>
public sealed class IntelligibilityMetrics : IMetricFamily
{
    private const int RecogniserHz = 16000;
    private readonly AudioFormat format;
    private readonly Func<IReadOnlyList<float[]>, IReadOnlyList<string>> recognise;

    /// <summary>Looks for the recogniser.</summary>
    /// <exception cref="OptionsException">The options break their rules, or the recogniser is missing.</exception>
    public IntelligibilityMetrics(IntelligibilityOptions options, MetricContext context)
        : this(Checked(options), context, $"pocketsphinx_batch with {Path.GetFileName(options.Model.TrimEnd('/'))}") { }

    private IntelligibilityMetrics(
        Func<IReadOnlyList<float[]>, IReadOnlyList<string>> recognise, MetricContext context, string recogniser)
    {
        ArgumentNullException.ThrowIfNull(context);
        (this.recognise, format) = (recognise, context.Format);
        var read = $"{recogniser}, lower case, letters, digits and apostrophes only, numbers as written";
        Members =
        [
            new("wer", $"Word error of the synthesis: {read}.", "", HigherIsBetter: false) { Margin = 0.02 },
            new("cer", $"Character error of the synthesis: {read}.", "", HigherIsBetter: false) { Margin = 0.01 },
            new("recording-wer", $"Word error of the true recording: {read}.", "", HigherIsBetter: false)
            {
                IsContext = true
            },
            new("recording-cer", $"Character error of the true recording: {read}.", "", HigherIsBetter: false)
            {
                IsContext = true
            }
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricMember> Members { get; }

    /// <summary>The same with another recogniser.</summary>
    /// <param name="recognise">Writes down recordings at 16 kHz: the words of each, empty where none are heard.</param>
    /// <param name="context">What it is built for.</param>
    /// <param name="recogniser">How descriptions call it.</param>
    public static IntelligibilityMetrics With(
        Func<IReadOnlyList<float[]>, IReadOnlyList<string>> recognise, MetricContext context, string recogniser) =>
        new(recognise, context, recogniser);

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">Audio is not shaped as stated.</exception>
    /// <exception cref="FaultException">The recogniser fails, or takes too long.</exception>
    public IReadOnlyList<double?> MeasureEach(MetricInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        HasShape(input.SynthesisedAudio, "S2", [Any]);
        HasShape(input.TargetAudio, "S1", [Any]);
        if (SpokenWords.Of(input.Text).Count == 0)
            return [null, null, null, null];
        var heard = recognise([Heard(input.SynthesisedAudio), Heard(input.TargetAudio)]);
        return
        [
            SpokenWords.WordError(input.Text, heard[0]), SpokenWords.CharacterError(input.Text, heard[0]),
            SpokenWords.WordError(input.Text, heard[1]), SpokenWords.CharacterError(input.Text, heard[1])
        ];
    }

    private static Func<IReadOnlyList<float[]>, IReadOnlyList<string>> Checked(IntelligibilityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SphinxRecogniser(options.Validated()).Recognise;
    }

    private float[] Heard(Tensor audio)
    {
        if (audio.shape[0] == 0)
            return [];
        using var off = no_grad();
        using var scope = NewDisposeScope();
        return SampleRate.Convert(audio.to(ScalarType.Float32).cpu(), format.SampleRateHz, RecogniserHz)
            .contiguous().data<float>().ToArray();
    }
}
