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
    public const int Frames = 5;
    public const int References = 6;

    /// <summary>The site and the inventory that a gate is built for: ten phonemes, of which three are vowels.</summary>
    public static GateContext Context { get; } = new(
        new("mid", Level: 0, Channels: 3, Bins: 4, ReferenceWidth: 7),
        ["_", "ah0", "ah1", "s", "iy", "z", "t", "m", "l", "k"]);

    /// <summary>The tensors that a gate is given.</summary>
    public Tensor[] Tensors =>
    [
        Hidden, Attended, Match.TargetPhonemes, Match.TargetMask, Match.ReferencePhonemes, Match.ReferenceMask
    ];

    /// <summary>Makes the example for a site.</summary>
    public static GateExample For(GateContext context)
    {
        using var random = new Generator(4);
        var targetMask = ones(Batch, Frames, dtype: ScalarType.Bool);
        targetMask[1, Frames - 1] = false;
        var referenceMask = ones(Batch, References, dtype: ScalarType.Bool);
        referenceMask[TensorIndex.Colon, References - 1] = false;
        var match = new PhonemeMatch(
            tensor(new long[,] { { 1, 2, 3, 4, 1 }, { 5, 1, 6, 2, 0 } }), targetMask,
            tensor(new long[,] { { 1, 1, 2, 9, 2, 3 }, { 2, 2, 1, 7, 7, 0 } }), referenceMask);
        long[] shape = [Batch, context.Site.Channels, context.Site.Bins, Frames];
        return new(randn(shape, generator: random), randn(shape, generator: random), match);
    }

    /// <summary>The same with phonemes and masks that a person linked.</summary>
    public GateExample WithLinks(Tensor? forced, Tensor? forbidden) =>
        this with { Match = Match with { Links = new(forced, forbidden) } };

    /// <summary>The same with padding behind the target that repeats its first frames.</summary>
    public GateExample WithTargetPadding(int frames) => new(
        cat([Hidden, Hidden.narrow(3, 0, frames)], 3), cat([Attended, Attended.narrow(3, 0, frames)], 3),
        Match with
        {
            TargetPhonemes = cat([Match.TargetPhonemes, Match.TargetPhonemes.narrow(1, 0, frames)], 1),
            TargetMask = nn.functional.pad(Match.TargetMask, (0, frames))
        });

    /// <summary>The same with padding behind the reference that holds phonemes of the target.</summary>
    public GateExample WithReferencePadding(int frames) => this with
    {
        Match = Match with
        {
            ReferencePhonemes = cat([Match.ReferencePhonemes, Match.TargetPhonemes.narrow(1, 0, frames)], 1),
            ReferenceMask = nn.functional.pad(Match.ReferenceMask, (0, frames))
        }
    };

    /// <summary>The same with NaN in the states of all items but one, and one real phoneme all over them.</summary>
    public GateExample WithOthersOverwritten(int item)
    {
        var others = arange(Batch).ne(item).view(-1, 1);                            // [B, 1]
        var states = others.unsqueeze(2).unsqueeze(3);                              // [B, 1, 1, 1]
        return new(Hidden.masked_fill(states, double.NaN), Attended.masked_fill(states, double.NaN), new(
            Match.TargetPhonemes.masked_fill(others, 1), Match.TargetMask.logical_or(others),
            Match.ReferencePhonemes.masked_fill(others, 1), Match.ReferenceMask.logical_or(others)));
    }

    /// <summary>The same with the channels of both states side by side in memory.</summary>
    public GateExample InChannelsLast()
    {
        return this with { Hidden = ChannelsLast(Hidden), Attended = ChannelsLast(Attended) };

        static Tensor ChannelsLast(Tensor state) => state.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
    }

    /// <summary>One item of the batch, as a batch of its own.</summary>
    public GateExample Item(int item)
    {
        var parts = Tensors.Select(tensor => tensor.narrow(0, item, 1)).ToArray();
        return new(parts[0], parts[1], new(parts[2], parts[3], parts[4], parts[5]));
    }
}
