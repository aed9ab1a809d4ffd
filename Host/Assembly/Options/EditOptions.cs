namespace Melange.Host.Assembly.Options;

/// <summary>One edit of the attention while speech is made: of all frames of some phonemes of the text.</summary>
/// <remarks>After Hertz et al. 2022 (prompt-to-prompt), section 3.1, with phonemes in the place of words.</remarks>
public sealed record EditOptions
{
    /// <summary>Phonemes of the text whose frames are edited. At least one.</summary>
    public required IReadOnlyList<string> Phonemes { get; init; }

    /// <summary>Factor on what attention gives these frames. Any finite number; default 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>
    /// What becomes of the links from these frames to the span: none (default), force or forbid.
    /// </summary>
    public LinkEdit Link { get; init; } = LinkEdit.None;

    /// <summary>Where the span begins in the reference, in seconds. At least 0; default 0.</summary>
    public double From { get; init; }

    /// <summary>Where the span ends in the reference, in seconds. Above From; needed where Link is not none.</summary>
    public double? To { get; init; }

    /// <summary>
    /// Share of the way from noise to mel, in diffusion time, after which the edit is off. Above 0, at most 1; default
    /// 1.
    /// </summary>
    public double Until { get; init; } = 1;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public EditOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Phonemes.Count == 0)
            yield return "Phonemes must name at least one, but was empty.";
        if (!double.IsFinite(Scale))
            yield return $"Scale must be finite, but was {Scale}.";
        if (!(From >= 0))
            yield return $"From must be at least 0, but was {From}.";
        if (Link == LinkEdit.None && (From != 0 || To is not null))
            yield return "From and To must be left out where Link is none.";
        if (Link != LinkEdit.None && !(To > From))
            yield return $"To must be above From = {From}, but was {To?.ToString() ?? "left out"}.";
        if (Until is not (> 0 and <= 1))
            yield return $"Until must be above 0 and at most 1, but was {Until}.";
        if (Scale == 1 && Link == LinkEdit.None)
            yield return "Scale must differ from 1, or Link from none: the edit would change nothing.";
    }
}

/// <summary>What an edit does to the links from a phoneme's frames to a span of the reference.</summary>
public enum LinkEdit
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The frames may look at the span, and at nothing else.</summary>
    Force,

    /// <summary>The frames may not look at the span.</summary>
    Forbid
}
