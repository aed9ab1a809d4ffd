using System.Globalization;
using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Measures whether what was synthesised sounds like the reference's speaker, as a trained model hears it.
/// </summary>
/// <remarks>
/// Cosine of the vectors that an ONNX model, which the user names, makes of the waveforms of synthesis and reference,
/// in [-1, 1]. What it says is as good as the model: values of different models do not compare, nor do those of a model
/// that was trained on the corpus' speakers with others. Melange ships none.
/// </remarks>
public sealed class SpeakerSimilarity : IStatesMargin, IDisposable
{
    private readonly SpeakerSimilarityOptions options;
    private readonly AudioFormat format;
    private readonly EmbeddingModel model;

    /// <summary>Opens the model.</summary>
    /// <exception cref="OptionsException">The options break their rules, or the model cannot be used.</exception>
    public SpeakerSimilarity(SpeakerSimilarityOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        (this.options, format) = (options.Validated(), context.Format);
        model = new(options.Model);
    }

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"Cosine of speaker embeddings of synthesis and reference: {Path.GetFileName(options.Model)} "
        + $"({options.Model}), SHA-256 {model.Sha256}, waveforms at {options.SampleRateHz} Hz.");

    /// <inheritdoc/>
    public string Unit => "";

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public double? Margin => 0.02;

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">Audio is not shaped as stated.</exception>
    /// <exception cref="InvalidOperationException">The model's output is no vector.</exception>
    public double? Measure(MetricInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        HasShape(input.SynthesisedAudio, "S2", [Any]);
        HasShape(input.ReferenceAudio, "S0", [Any]);
        if (input.SynthesisedAudio.shape[0] == 0 || input.ReferenceAudio.shape[0] == 0)
            return null;
        var (synthesised, reference) = (Embedding(input.SynthesisedAudio), Embedding(input.ReferenceAudio));
        var size = Math.Sqrt(Product(synthesised, synthesised) * Product(reference, reference));
        return size > 0 ? Product(synthesised, reference) / size : null;
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();

    private float[] Embedding(Tensor audio)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var heard = SampleRate.Convert(audio.to(ScalarType.Float32).cpu(), format.SampleRateHz, options.SampleRateHz);
        return model.Embed(heard.contiguous().data<float>().ToArray());
    }

    private static double Product(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();
}
