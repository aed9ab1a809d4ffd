namespace Melange.Testing;

/// <summary>Two states and the phonemes of both sides, with sizes that differ on every axis.</summary>
/// <remarks>
/// The last target frame of item 1 and the last reference frame of both items are padding. Some phonemes of the target
/// occur in the reference, some do not, and one occurs in its padding only.
/// </remarks>
/// <param name="Hidden"><c>[B, C, M, T]</c>.</param>
/// <param name="Attended"><c>[B, C, M, T]</c>.</param>
/// <param name="Match">Phonemes and masks.</param>
internal sealed record GateExample(Tensor Hidden, Tensor Attended, PhonemeMatch Match)
{
    public const int Batch = 2;
    public const int Channels = 3;
    public const int Bins = 4;
    public const int Frames = 5;
    public const int References = 6;

    /// <summary>The site and the inventory that a gate is built for: ten phonemes, of which three are vowels.</summary>
    public static GateContext Context { get; } = new(
        new("mid", Level: 0, Channels, Bins, ReferenceWidth: 7),
        ["_", "ah0", "ah1", "s", "iy", "z", "t", "m", "l", "k"]);

    /// <summary>The tensors that a gate is given.</summary>
    public Tensor[] Tensors =>
    [
        Hidden, Attended, Match.TargetPhonemes, Match.TargetMask, Match.ReferencePhonemes, Match.ReferenceMask
    ];

    /// <summary>Makes the example.</summary>
    public static GateExample Create()
    {
        using var random = new Generator(4);
        var targetMask = ones(Batch, Frames, dtype: ScalarType.Bool);
        targetMask[1, Frames - 1] = false;
        var referenceMask = ones(Batch, References, dtype: ScalarType.Bool);
        referenceMask[TensorIndex.Colon, References - 1] = false;
        var match = new PhonemeMatch(
            tensor(new long[,] { { 1, 2, 3, 4, 1 }, { 5, 1, 6, 2, 0 } }), targetMask,
            tensor(new long[,] { { 1, 1, 2, 9, 2, 3 }, { 2, 2, 1, 7, 7, 0 } }), referenceMask);
        long[] shape = [Batch, Channels, Bins, Frames];
        return new(randn(shape, generator: random), randn(shape, generator: random), match);
    }

    /// <summary>One item of the batch, as a batch of its own.</summary>
    public GateExample Item(int item)
    {
        var parts = Tensors.Select(tensor => tensor.narrow(0, item, 1)).ToArray();
        return new(parts[0], parts[1], new(parts[2], parts[3], parts[4], parts[5]));
    }
}
