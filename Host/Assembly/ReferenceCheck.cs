using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Assembly;

/// <summary>Tells which utterances have no other one to take their style from.</summary>
public static class ReferenceCheck
{
    /// <summary>Looks at a run's corpus.</summary>
    /// <returns>What a person should know: held-out utterances that are left out, training ones that are their own
    /// reference; a line each.</returns>
    /// <exception cref="FaultException">Training utterances would be their own reference, and nobody asked for it.
    /// </exception>
    public static IReadOnlyList<string> Run(PreparedCorpus corpus, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(options);
        var alone = WithoutReference(corpus.Training, corpus);
        if (alone.Count > 0 && !options.OwnReference)
            throw new FaultException([new(alone[0].Source.File, alone[0].Source.Line,
                $"{Share(alone, corpus.Training)} training utterances have no reference: {Meant(options)} says "
                + $"something else; '{alone[0].Source.Id}' is the first. {Advice(alone, corpus)}"
                + "training.ownReference: true trains each of them on itself.")]);
        var lost = WithoutReference(corpus.HeldOut, corpus);
        return
        [
            .. alone.Count == 0 ? Array.Empty<string>() : [
                $"{Share(alone, corpus.Training)} training utterances are their own reference, as "
                + "training.ownReference allows."],
            .. lost.Count == 0 ? Array.Empty<string>() : [
                $"{Share(lost, corpus.HeldOut)} held-out utterances are not evaluated: {Meant(options)} says something "
                + $"else; '{lost[0].Source.Id}' is the first. {Advice(lost, corpus)}".TrimEnd()]
        ];
    }

    private static List<PreparedUtterance> WithoutReference(
        IReadOnlyList<PreparedUtterance> utterances, PreparedCorpus corpus) =>
        [.. utterances.Where(utterance => corpus.ReferencesFor(utterance).Count == 0)];

    private static string Share(List<PreparedUtterance> some, IReadOnlyList<PreparedUtterance> all) =>
        $"{some.Count} of {all.Count}";

    private static string Meant(TrainingOptions options) => options.References switch
    {
        ReferenceRule.SameStyle => "no training utterance of their speaker and emotion",
        ReferenceRule.SameSpeaker => "no training utterance of their speaker",
        _ => "no training utterance"
    };

    // What a wider rule would leave.
    private static string Advice(List<PreparedUtterance> some, PreparedCorpus corpus)
    {
        return string.Concat(new[] { ("same-speaker", ReferenceRule.SameSpeaker), ("any", ReferenceRule.Any) }
            .Select(rule => (rule.Item1, Left: WithoutReference(some, corpus.Under(rule.Item2)).Count))
            .Where(rule => rule.Left < some.Count)
            .Select(rule => $"training.references: {rule.Item1} leaves {rule.Left} of them. "));
    }
}
