using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Melange.Plugins;

/// <summary>A model that makes one vector of a waveform, on one thread of the CPU.</summary>
/// <remarks>Its first input takes the samples, <c>[S]</c>, <c>[1, S]</c> or <c>[1, 1, S]</c>; its first output is the
/// vector, all other axes of size 1.</remarks>
internal sealed class EmbeddingModel : IDisposable
{
    private const int MostAxes = 3;

    private readonly string path;
    private readonly InferenceSession session;
    private readonly int axes;

    /// <summary>Opens a model.</summary>
    /// <exception cref="OptionsException">It is not there, no model of ONNX, or takes no waveform.</exception>
    public EmbeddingModel(string path)
    {
        this.path = path;
        if (!File.Exists(path))
            throw new OptionsException($"Model must be an ONNX file that is there, but was '{path}'.");
        var bytes = File.ReadAllBytes(path);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        try
        {
            session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException cause)
        {
            throw new OptionsException(
                $"Model must be a file that ONNX Runtime opens, but was '{path}': {cause.Message}");
        }
        var input = session.InputMetadata[session.InputNames[0]];
        axes = input.Dimensions.Length;
        var isWaveform = input.ElementDataType == TensorElementType.Float && axes is > 0 and <= MostAxes;
        if (session.InputNames.Count == 1 && isWaveform)
            return;
        session.Dispose();
        throw new OptionsException("Model must take one float tensor [S], [1, S] or [1, 1, S], but was of "
            + $"{session.InputNames.Count} inputs, the first of {input.ElementDataType} with {axes} axes: '{path}'.");
    }

    /// <summary>SHA-256 of the file, in hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Embeds a waveform.</summary>
    /// <param name="samples">Audio at the model's rate, at least one sample.</param>
    /// <exception cref="InvalidOperationException">The output is no vector.</exception>
    public float[] Embed(float[] samples)
    {
        long[] shape = [.. Enumerable.Repeat(1L, axes - 1), samples.Length];
        using var waveform = OrtValue.CreateTensorValueFromMemory(samples, shape);
        using var options = new RunOptions();
        using var results = session.Run(options, [session.InputNames[0]], [waveform], [session.OutputNames[0]]);
        var found = results[0].GetTensorTypeAndShape().Shape;
        return found.Length > 0 && found[..^1].All(size => size == 1)
            ? results[0].GetTensorDataAsSpan<float>().ToArray()
            : throw new InvalidOperationException(
                $"the first output of '{path}' must be one vector, but was [{string.Join(", ", found)}]");
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();
}
