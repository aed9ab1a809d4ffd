namespace Melange.Host.Assembly.Options;

/// <summary>What is synthesised and shown after training.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Which pairs of text and reference: held-out (default).</summary>
    public PairSelection Pairs { get; init; } = PairSelection.HeldOut;

    /// <summary>At most so many pairs are evaluated, spread over all. At least 1; default 1000.</summary>
    public int Limit { get; init; } = 1000;

    /// <summary>
    /// Of these, so many are shown in the report, spread over speakers and emotions. At least 0; default 4.
    /// </summary>
    public int Shown { get; init; } = 4;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public EvaluationOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Limit < 1)
            yield return $"Limit must be at least 1, but was {Limit}.";
        if (Shown < 0)
            yield return $"Shown must be at least 0, but was {Shown}.";
    }
}

/// <summary>Which pairs of text and reference are evaluated.</summary>
public enum PairSelection
{
    /// <summary>
    /// Every held-out utterance, with a training utterance of its speaker and emotion as the reference.
    /// </summary>
    HeldOut
}
