using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Melange.Plugins;

/// <summary>An ONNX model that makes audio of a mel-spectrogram, on the CPU.</summary>
/// <remarks>
/// Its one input takes <c>[1, M, T]</c> of any T, its first output gives the samples, all other axes of size 1. It
/// computes on as many threads as libtorch.
/// </remarks>
internal sealed class VocoderNetwork : IDisposable
{
    private const int TriedFrames = 32;
    private const int Axes = 3; // [1, M, T]

    private readonly string path;
    private readonly InferenceSession session;
    private readonly AudioFormat mel;

    /// <summary>Opens a model and lets it speak 32 frames of silence.</summary>
    /// <exception cref="OptionsException">It is not there, no model of ONNX, or no such vocoder.</exception>
    public VocoderNetwork(string path, AudioFormat mel)
    {
        (this.path, this.mel) = (path, mel);
        if (!File.Exists(path))
            throw new OptionsException($"Path must be an ONNX file that is there, but was '{path}'.");
        using (var stream = File.OpenRead(path))
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        session = Opened(path);
        try
        {
            OptionsException.ThrowIfAny(this, InputProblems());
            OptionsException.ThrowIfAny(this, OutputProblems());
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>SHA-256 of the file, in hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Makes audio.</summary>
    /// <param name="values">A normalised mel-spectrogram <c>[M, T]</c>, bin by bin.</param>
    /// <returns>Samples.</returns>
    /// <exception cref="InvalidOperationException">They are not a hop a frame, or of several channels.</exception>
    public float[] Speak(float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var frames = values.Length / mel.Bins;
        return Problem(Run(values), frames, out var samples) is { } problem
            ? throw new InvalidOperationException(problem) : samples;
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private static InferenceSession Opened(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = get_num_threads(), InterOpNumThreads = 1 };
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException cause)
        {
            throw new OptionsException(
                $"Path must be a file that ONNX Runtime opens, but was '{path}': {cause.Message}");
        }
    }

    private IEnumerable<string> InputProblems()
    {
        var input = session.InputMetadata[session.InputNames[0]];
        var (axes, name) = (input.Dimensions, session.InputNames[0]);
        if (session.InputNames.Count != 1 || input.ElementDataType != TensorElementType.Float || axes.Length != Axes)
            yield return "Path must be of a vocoder, which takes one float tensor [1, M, T], but was of "
                + $"{session.InputNames.Count} inputs, the first of {input.ElementDataType} with {axes.Length} axes: "
                + $"'{path}'.";
        else if (axes[2] >= 0)
            yield return $"Path must be of a vocoder of any number of frames, but input '{name}' is {Shown(axes)}: "
                + $"export it with its last axis dynamic: '{path}'.";
        else if (axes[1] >= 0 && axes[1] != mel.Bins)
            yield return $"Mel.bins must be {axes[1]}, as input '{name}' {Shown(axes)} has them, but was {mel.Bins}: "
                + $"'{path}'.";
        else if (axes[0] > 1)
            yield return $"Path must be of a vocoder that takes one mel-spectrogram at a time, but input '{name}' is "
                + $"{Shown(axes)}: export it with its first axis dynamic: '{path}'.";
    }

    private IEnumerable<string> OutputProblems()
    {
        try
        {
            return Problem(Run(new float[mel.Bins * TriedFrames]), TriedFrames, out _) is { } problem ? [problem] : [];
        }
        catch (OnnxRuntimeException cause)
        {
            return [$"Path must be of a vocoder that speaks {TriedFrames} frames, but '{path}' did not: "
                + cause.Message];
        }
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(float[] values)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(values, [1, mel.Bins, values.Length / mel.Bins]);
        using var options = new RunOptions();
        return session.Run(options, [session.InputNames[0]], [input], [session.OutputNames[0]]);
    }

    private string? Problem(IDisposableReadOnlyCollection<OrtValue> results, int frames, out float[] samples)
    {
        using (results)
        {
            var found = results[0].GetTensorTypeAndShape();
            samples = found.ElementDataType == TensorElementType.Float
                ? results[0].GetTensorDataAsSpan<float>().ToArray() : [];
            long wanted = (long)frames * mel.HopSamples;
            return samples.Length == wanted && found.Shape is [.., var last] && last == wanted ? null
                : $"Path must be of a vocoder that gives {mel.HopSamples} samples a frame (mel.hopSamples), but of "
                    + $"{frames} frames '{path}' made {found.ElementDataType} {Shown(found.Shape)}.";
        }
    }

    private static string Shown<T>(IEnumerable<T> axes) where T : struct, IComparable<T> =>
        $"[{string.Join(", ", axes.Select(axis => axis.CompareTo(default) < 0 ? "any" : $"{axis}"))}]";
}
