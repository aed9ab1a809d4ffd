namespace Melange.Plugins;

/// <summary>What the sites of one level share.</summary>
/// <param name="Mask">The real frames at this level.</param>
/// <param name="AttentionMask">The frames that self attention may count, bool <c>[B, T]</c>.</param>
/// <param name="Match">Phonemes of target and reference at this level, with links.</param>
/// <param name="Reference">Reference features, <c>[B, D, R]</c>.</param>
/// <param name="Probe">Watches the sites if not null.</param>
/// <param name="Scale">Factor on what attention gives each frame, <c>[B, T]</c>; null for 1.</param>
/// <param name="Time">Diffusion time, <c>[B]</c>.</param>
internal sealed record LevelInput(
    FrameMask Mask, Tensor AttentionMask, PhonemeMatch Match, Tensor Reference, IProbe? Probe, Tensor? Scale,
    Tensor Time)
{
    /// <summary>What the sites of the first level are given.</summary>
    /// <param name="input">The question.</param>
    /// <param name="padding">Frames that the network adds behind.</param>
    /// <param name="network">Whether padding counts, and the type of its states.</param>
    public static LevelInput First(
        EstimatorInput input, long padding, (PaddingArithmetic Padding, ScalarType Type) network)
    {
        var mask = FrameMask.Of(Pad(input.TargetMask, padding), network.Type);
        var attentionMask = network.Padding == PaddingArithmetic.AsPublished ? ones_like(mask.Frames) : mask.Frames;
        var edit = input.Edit?.Links;
        var links = edit is null ? null : new ReferenceLinks(Pairs(edit.Forced), Pairs(edit.Forbidden));
        var match = new PhonemeMatch(Pad(input.TargetPhonemes, padding), mask.Frames, input.Reference.Phonemes,
            input.Reference.Mask, links);
        var scale = input.Edit?.Scale is { } factors ? Pad(factors, padding).to(network.Type) : null;
        return new(mask, attentionMask, match, input.Reference.Features.to(network.Type), input.Probe, scale,
            input.Time);

        Tensor? Pairs(Tensor? pairs) => pairs is null ? null : nn.functional.pad(pairs, (0, 0, 0, padding));
    }

    /// <summary>A tensor with so many frames more, zeros, at the end of its last axis.</summary>
    public static Tensor Pad(Tensor tensor, long frames) =>
        frames == 0 ? tensor : nn.functional.pad(tensor, (0, frames));

    /// <summary>
    /// The same one level down: every second frame of the target, and every so many of the reference.
    /// </summary>
    public LevelInput Halved(int referenceStride)
    {
        var mask = Mask.Halved();
        var match = new PhonemeMatch(
            FrameMask.EverySecond(Match.TargetPhonemes), mask.Frames,
            Every(Match.ReferencePhonemes), Every(Match.ReferenceMask),
            Match.Links is { } links ? new(Pairs(links.Forced), Pairs(links.Forbidden)) : null);
        return this with
        {
            Mask = mask,
            AttentionMask = FrameMask.EverySecond(AttentionMask),
            Match = match,
            Reference = Every(Reference),
            Scale = Scale is null ? null : FrameMask.EverySecond(Scale)
        };

        Tensor Every(Tensor frames) => FrameMask.Every(frames, referenceStride);
        Tensor? Pairs(Tensor? pairs) => pairs is null ? null : Every(pairs).slice(1, 0, pairs.shape[1], 2);
    }
}
