namespace Melange.Plugins.Tests.Gating;

/// <summary>Three target frames: phoneme present, phoneme absent (in padding only), padding.</summary>
internal static class Gates
{
    public static PhonemeMatch Match() => new(
        tensor(new long[,] { { 4, 6, 4 } }), tensor(new[,] { { true, true, false } }),
        tensor(new long[,] { { 5, 4, 6 } }), tensor(new[,] { { true, true, false } }));

    /// <summary>Where a gate of these states is built.</summary>
    public static GateContext Place { get; } = new(
        new("mid", Level: 0, Channels: 2, Bins: 4, ReferenceWidth: 7), ["_", "ih", "s", "t", "ah", "m", "ow"]);

    /// <summary>Hidden and attended state, both asking for gradients, <c>[1, 2, 4, 3]</c>.</summary>
    public static (Tensor Hidden, Tensor Attended) States()
    {
        using var random = new Generator(6);
        long[] shape = [1, 2, 4, 3];
        return (randn(shape, generator: random).requires_grad_(), randn(shape, generator: random).requires_grad_());
    }
}
