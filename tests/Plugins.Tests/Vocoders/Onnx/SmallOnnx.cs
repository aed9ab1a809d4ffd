using System.Runtime.InteropServices;
using System.Text;

namespace Melange.Plugins.Tests.Vocoders.Onnx;

/// <summary>Writes a file of ONNX that makes audio of a mel-spectrogram: tanh of a transposed convolution.</summary>
/// <remarks>
/// <c>audio[t·hop + j] = tanh Σ_m w[m, j]·(mel[m, t] + 8)</c>. Field numbers are those of onnx.proto, IR 8, operators
/// of version 13.
/// </remarks>
internal sealed record SmallOnnx
{
    private const int Varint = 0, Bytes = 2; // wire types of Protocol Buffers
    private const int OfInteger = 2, OfIntegers = 7; // kinds of attributes
    private const int OfFloats = 1, OfLongs = 7;     // kinds of tensors

    /// <summary>Mel bins M.</summary>
    public int Bins { get; init; } = 20;

    /// <summary>Samples a frame.</summary>
    public int Hop { get; init; } = 70;

    /// <summary>Axes of the input: numbers are fixed, names are dynamic.</summary>
    public object[] Axes { get; init; } = [1, 20, "frames"];

    /// <summary>Type of the input: 1 float, 7 int64.</summary>
    public int InputType { get; init; } = OfFloats;

    /// <summary>Whether a second input is there, which is added.</summary>
    public bool HasSecond { get; init; }

    /// <summary>The weights w, <c>[M, hop]</c>: a period of a sine, the louder the higher the bin.</summary>
    public float[] Weights() => [.. Enumerable.Range(0, Bins).SelectMany(bin => Enumerable.Range(0, Hop)
        .Select(sample => (float)(0.01 * (bin + 1) / Bins * Math.Sin(2 * Math.PI * sample / Hop))))];

    /// <summary>Writes the file.</summary>
    public void Write(string file)
    {
        var shift = HasSecond ? "offset" : "eight";
        byte[] graph =
        [
            .. Message(1, Node("Cast", ["mel"], "float", Attribute("to", OfFloats))),
            .. Message(1, Node("Reshape", ["float", "axes"], "spectrogram")), // so that any axes may come in
            .. Message(1, Node("Add", ["spectrogram", shift], "heard")),
            .. Message(1, Node("ConvTranspose", ["heard", "weights"], "sum", Attributes("strides", Hop))),
            .. Message(1, Node("Tanh", ["sum"], "audio")),
            .. Text(2, "vocoder"),
            .. Message(5, Constant<float>("weights", [Bins, 1, Hop], Weights())),
            .. Message(5, Constant<float>("eight", [1], [8])),
            .. Message(5, Constant<long>("axes", [3], [1, Bins, -1])),
            .. Message(11, Value("mel", InputType, Axes)),
            .. HasSecond ? Message(11, Value("offset", OfFloats, [1])) : [],
            .. Message(12, Value("audio", OfFloats, [1, 1, "samples"]))
        ];
        File.WriteAllBytes(file, [.. Number(1, 8), .. Message(7, graph), .. Message(8, Number(2, 13))]);
    }

    private static byte[] Node(string operation, string[] inputs, string output, byte[]? attribute = null) =>
        [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, operation),
            .. attribute is null ? [] : Message(5, attribute)];

    private static byte[] Attribute(string name, int value) =>
        [.. Text(1, name), .. Number(3, value), .. Number(20, OfInteger)];

    private static byte[] Attributes(string name, int value) =>
        [.. Text(1, name), .. Number(8, value), .. Number(20, OfIntegers)];

    private static byte[] Constant<T>(string name, int[] axes, T[] values) where T : struct =>
        [.. axes.SelectMany(axis => Number(1, axis)), .. Number(2, typeof(T) == typeof(float) ? OfFloats : OfLongs),
            .. Text(8, name), .. Message(9, MemoryMarshal.AsBytes<T>(values).ToArray())];

    private static byte[] Value(string name, int type, object[] axes)
    {
        var shape = axes.SelectMany(axis => Message(1, axis is int size ? Number(1, size) : Text(2, (string)axis)));
        return [.. Text(1, name), .. Message(2, Message(1, [.. Number(1, type), .. Message(2, [.. shape])]))];
    }

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Number(int field, int value) => [.. Variable(field << 3 | Varint), .. Variable(value)];

    private static byte[] Message(int field, byte[] content) =>
        [.. Variable(field << 3 | Bytes), .. Variable(content.Length), .. content];

    private static IEnumerable<byte> Variable(int value)
    {
        for (; value > 127; value >>= 7)
            yield return (byte)(value & 127 | 128);
        yield return (byte)value;
    }
}
