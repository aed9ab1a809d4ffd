using System.Text.Json;

namespace Melange.Host.Assembly.Options;

/// <summary>What is synthesised and shown after training.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Which pairs of text and reference: held-out (default).</summary>
    public PairSelection Pairs { get; init; } = PairSelection.HeldOut;

    /// <summary>Whose style a text is spoken in, each with a table of its own. The reference is of the target's speaker
    /// and emotion: drawn (same-style), with most or fewest of the target's phonemes (most-overlap, least-overlap), or
    /// drawn while the model is told another emotion or speaker (other-emotion, other-speaker). At least one, each once;
    /// default same-style.</summary>
    public IReadOnlyList<EvaluationProtocol> Protocols { get; init; } = [EvaluationProtocol.SameStyle];

    /// <summary>Of the texts, references and labels that are drawn, the same in all trials. At least 0; default 1.
    /// </summary>
    public int Seed { get; init; } = 1;

    /// <summary>At most so many pairs of a protocol are evaluated, drawn, as many of each speaker and emotion as may
    /// be. At least 1; default 1000.</summary>
    public int Limit { get; init; } = 1000;

    /// <summary>
    /// Of these, so many are shown in the report, spread over speakers and emotions. At least 0; default 4.
    /// </summary>
    public int Shown { get; init; } = 4;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public EvaluationOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    /// <summary>How configs, results and reports call a protocol.</summary>
    public static string NameOf(EvaluationProtocol protocol) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(protocol.ToString());

    private IEnumerable<string> Problems()
    {
        if (Protocols.Count == 0)
            yield return "Protocols must be at least one, but were none.";
        foreach (var twice in Protocols.GroupBy(protocol => protocol).Where(group => group.Count() > 1))
            yield return $"Protocols must be different, but {NameOf(twice.Key)} comes twice.";
        if (Seed < 0)
            yield return $"Seed must be at least 0, but was {Seed}.";
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
