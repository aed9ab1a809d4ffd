using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Melange.Plugins;

/// <summary>A state <c>[B, C, M, T]</c> as it lies in memory, channels last: B items of M lines of T rows of C values.
/// </summary>
/// <param name="Tensor">The state.</param>
/// <param name="Address">Of its first value.</param>
internal sealed record ChannelsLastState(Tensor Tensor, nint Address)
{
    /// <summary>Values that one instruction takes.</summary>
    public const int Width = 16;

    /// <summary>Items B.</summary>
    public int Batch { get; } = (int)Tensor.shape[0];

    /// <summary>Channels C.</summary>
    public int Channels { get; } = (int)Tensor.shape[1];

    /// <summary>Lines M an item, the mel bins.</summary>
    public int Lines { get; } = (int)Tensor.shape[2];

    /// <summary>Rows T a line, the frames.</summary>
    public int Frames { get; } = (int)Tensor.shape[3];

    /// <summary>Whether a state lies so in this process' memory, in whole instructions.</summary>
    public static bool Is(Tensor state) => state.device_type == DeviceType.CPU && state.shape[1] % Width == 0
        && state.dtype is ScalarType.Float32 or ScalarType.BFloat16 && state.permute(0, 2, 3, 1).is_contiguous();

    /// <summary>A state in this order: itself, or a copy where it lies otherwise.</summary>
    public static ChannelsLastState Of(Tensor state)
    {
        var ordered = state.permute(0, 2, 3, 1).contiguous();                       // [B, M, T, C]
        return new(ordered.permute(0, 3, 1, 2), AddressOf(ordered));
    }

    /// <summary>Room for a state of the same sizes and type; no view, since autograd lets none be added to in place.
    /// </summary>
    public static ChannelsLastState Like(ChannelsLastState other)
    {
        var (lines, frames, channels) = ((long)other.Lines, (long)other.Frames, (long)other.Channels);
        var state = empty_strided([other.Batch, channels, lines, frames],
            [lines * frames * channels, 1, frames * channels, channels], other.Tensor.dtype);
        return new(state, AddressOf(state.permute(0, 2, 3, 1)));
    }

    private static unsafe nint AddressOf(Tensor contiguous) =>
        (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(contiguous.view(-1).narrow(0, 0, 1).bytes));
}
