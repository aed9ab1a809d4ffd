using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>A line of frames: a state <c>[B, C, 1, T]</c>, channels last in memory, and the same as rows
/// <c>[B, T, C]</c>.</summary>
/// <remarks>
/// Convolutions over frames are taken as such of one bin: they read the line as it lies, and the layers between them
/// read it as rows, so that nothing is laid out anew on the way.
/// </remarks>
internal static class FrameLine
{
    /// <summary>Rows <c>[B, T, C]</c> as a line; no copy.</summary>
    public static Tensor OfRows(Tensor rows) => rows.transpose(1, 2).unsqueeze(2);

    /// <summary>A line <c>[B, C, 1, T]</c> as rows; no copy.</summary>
    public static Tensor Rows(Tensor line) => line.squeeze(2).transpose(1, 2);

    /// <summary>A state <c>[B, C, T]</c> as a line; a copy.</summary>
    public static Tensor OfFrames(Tensor state) => OfRows(state.transpose(1, 2).contiguous());

    /// <summary>A convolution over the frames of a line, with its stride and padding.</summary>
    public static Tensor Through(Conv1d layer, Tensor line) => functional.conv2d(line, layer.weight.unsqueeze(2),
        layer.bias, strides: [1, layer.stride[0]], padding: [0, layer.padding![0]]);

    /// <summary>A transposed convolution over the frames of a line, with its stride and padding.</summary>
    public static Tensor Through(ConvTranspose1d layer, Tensor line) => functional.conv_transpose2d(line,
        layer.weight.unsqueeze(2), layer.bias, strides: [1, layer.stride[0]], padding: [0, layer.padding![0]]);

    /// <summary>A convolution of one frame over the rows of a line, <c>[B, T, C]</c> to <c>[B, T, D]</c>.</summary>
    public static Tensor Each(Conv1d layer, Tensor rows) =>
        functional.linear(rows, layer.weight.squeeze(2), layer.bias);
}
