namespace Melange.Plugins;

/// <summary>What the sites of one level share.</summary>
/// <param name="Mask">The real frames at this level.</param>
/// <param name="AttentionMask">The frames that self attention may count, bool <c>[B, T]</c>.</param>
/// <param name="Match">Phonemes of target and reference at this level.</param>
/// <param name="Reference">Reference features, <c>[B, D, R]</c>.</param>
/// <param name="Probe">Watches the sites if not null.</param>
internal sealed record LevelInput(
    FrameMask Mask, Tensor AttentionMask, PhonemeMatch Match, Tensor Reference, IProbe? Probe)
{
    /// <summary>The same one level down: every second frame of the target.</summary>
    public LevelInput Halved()
    {
        var mask = Mask.Halved();
        var phonemes = FrameMask.EverySecond(Match.TargetPhonemes);
        return this with
        {
            Mask = mask,
            AttentionMask = FrameMask.EverySecond(AttentionMask),
            Match = Match with { TargetPhonemes = phonemes, TargetMask = mask.Frames }
        };
    }
}
