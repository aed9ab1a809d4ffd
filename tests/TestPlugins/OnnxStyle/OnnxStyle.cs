using Microsoft.ML.OnnxRuntime;

namespace Melange.TestPlugins;

/// <summary>A style encoder of another framework, on raw waveforms: an ONNX model that ships beside the plugin.
/// </summary>
/// <remarks>
/// One vector of 4 features a reference, the same in all its frames. Each reference is asked for alone, so that no
/// padding reaches the model. Its weights are fixed: nothing here learns.
/// </remarks>
public sealed class OnnxStyle : IConditioner, IDisposable
{
    private const int ModelHz = 16000;
    private readonly InferenceSession session;

    /// <summary>Opens the model.</summary>
    /// <exception cref="OptionsException">The audio is of another rate than the model's.</exception>
    public OnnxStyle(ConditionerContext context)
    {
        if (context.Format.SampleRateHz != ModelHz)
            throw new OptionsException($"features.sampleRateHz must be {ModelHz} for style.onnx, "
                + $"but was {context.Format.SampleRateHz}.");
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        session = new InferenceSession(context.File("style.onnx"), options);
    }

    /// <inheritdoc/>
    public long Width => 4;

    /// <inheritdoc/>
    public Tensor Condition(ReferenceBatch reference)
    {
        using var scope = NewDisposeScope();
        var (batch, frames) = (reference.LogMel.shape[0], reference.LogMel.shape[2]);
        var styles = reference.Audio.Samples.SelectMany(Style).ToArray();           // [B·4]
        return tensor(styles, [batch, Width, 1]).to(reference.LogMel.device)
            .expand(-1, -1, frames).clone().MoveToOuterDisposeScope();              // [B, 4, R]
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private float[] Style(IReadOnlyList<float> samples)
    {
        using var waveform = OrtValue.CreateTensorValueFromMemory(samples.ToArray(), [1, samples.Count]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["waveform"], [waveform], ["style"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
