using Melange.Host.Assembly;

namespace Melange.Host.Synthesis;

/// <summary>Asks the estimator for the score, and goes further the way that the reference points.</summary>
/// <remarks>
/// <c>(1 + w)·score(x, reference) − w·score(x, null)</c>, both in one forward of 2B items; with w = 0 one of B items.
/// Source: Ho and Salimans 2022 (classifier-free diffusion guidance), eq. 6. B batch, M mel bins, T target frames.
/// </remarks>
internal sealed class GuidedScore
{
    private readonly EstimatorInput question;
    private readonly double scale;

    /// <summary>Prepares the questions of one synthesis; the current dispose scope owns what is made.</summary>
    /// <param name="model">Whom to ask, unless another is named; and what the null reference comes from.</param>
    /// <param name="question">Everything but x_t, t and edits.</param>
    /// <param name="scale">w, at least 0.</param>
    public GuidedScore(SynthesisModel model, EstimatorInput question, double scale)
    {
        (Estimator, this.scale) = (model.Estimator, scale);
        this.question = scale == 0 ? question : WithNull(question, model);
    }

    /// <summary>Whom to ask.</summary>
    public IEstimator Estimator { get; init; }

    /// <summary>The score at a point.</summary>
    /// <param name="noisy">x_t, <c>[B, M, T]</c>.</param>
    /// <param name="time">t, <c>[B]</c>.</param>
    /// <param name="edit">Edits of the attention to the reference; null for none.</param>
    /// <returns><c>[B, M, T]</c>.</returns>
    public Tensor At(Tensor noisy, Tensor time, AttentionEdit? edit)
    {
        if (scale == 0)
            return Estimator.Score(question with { Noisy = noisy, Time = time, Edit = edit });
        using var scope = NewDisposeScope();
        var both = Estimator.Score(question with
        {
            Noisy = Twice(noisy),
            Time = Twice(time),
            Edit = edit is null ? null : WithNull(edit)
        });                                                                         // [2B, M, T]
        var items = noisy.shape[0];
        var (guided, free) = (both.narrow(0, 0, items), both.narrow(0, items, items));
        return ((1 + scale) * guided - scale * free).MoveToOuterDisposeScope();
    }

    private static EstimatorInput WithNull(EstimatorInput question, SynthesisModel model)
    {
        var items = question.Mean.shape[0];
        var reference = question.Reference;
        var twice = new ConditionedReference(
            Twice(reference.Features), Twice(reference.Mask), Twice(reference.Phonemes),
            reference.Conditions.ToDictionary(entry => entry.Key, entry => Twice(entry.Value)));
        var isNull = arange(2 * items, device: question.Mean.device).ge(items);     // [2B]
        return question with
        {
            Mean = Twice(question.Mean),
            TargetMask = Twice(question.TargetMask),
            TargetPhonemes = Twice(question.TargetPhonemes),
            Reference = model.WithoutReference(twice, isNull)
        };
    }

    // A person edits what comes from the reference; the null reference stays as it was learned.
    private static AttentionEdit WithNull(AttentionEdit edit) => new(
        edit.Scale is null ? null : cat([edit.Scale, ones_like(edit.Scale)]),
        edit.Links is null ? null : new(Unlinked(edit.Links.Forced), Unlinked(edit.Links.Forbidden)));

    private static Tensor? Unlinked(Tensor? links) => links is null ? null : cat([links, zeros_like(links)]);

    private static Tensor Twice(Tensor tensor) => cat([tensor, tensor]);
}
