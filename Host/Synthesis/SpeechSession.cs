using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;

namespace Melange.Host.Synthesis;

/// <summary>One synthesis under way: its batch, the randomness of each text, and whom the sampler asks.</summary>
/// <remarks>B texts, M mel bins, T target frames. The scope of its maker owns its tensors.</remarks>
internal sealed class SpeechSession : IDisposable
{
    private readonly SynthesisModel model;
    private readonly IEstimator estimator;
    private readonly GuidedScore guided;
    private readonly BatchEditor? editor;

    /// <summary>Prepares everything up to the first step of the sampler.</summary>
    /// <param name="model">The weights, and whom to ask for the score.</param>
    /// <param name="run">Durations, guidance and edits.</param>
    /// <param name="requests">Texts, references and seeds, at least one.</param>
    /// <param name="device">Where the model lives.</param>
    public SpeechSession(
        (SynthesisModel Weights, IEstimator Estimator) model, RunOptions run,
        IReadOnlyList<SynthesisRequest> requests, Device device)
    {
        (this.model, estimator) = model;
        Random = [.. requests.Select(request => new Generator((ulong)request.Seed, CPU))];
        Batch = new(this.model, requests, run.Synthesis, device);
        guided = new(this.model, Batch.Question, run.Synthesis.Guidance) { Estimator = estimator };
        if (run.Synthesis.Edits.Count > 0)
            editor = Editor(run, requests, device);
    }

    /// <summary>Texts and references.</summary>
    public SpeechBatch Batch { get; }

    /// <summary>The randomness of each text.</summary>
    public IReadOnlyList<Generator> Random { get; }

    /// <summary>The score of x_t <c>[B, M, T]</c> at t <c>[B]</c>, edited and guided, <c>[B, M, T]</c>.</summary>
    public Tensor Score(Tensor noisy, Tensor time) => guided.At(noisy, time, EditAt(time));

    /// <summary>Asks the estimator once more, with the reference alone, while a probe watches.</summary>
    public void Look(IProbe probe, (Tensor Noisy, Tensor Time) point) => estimator.Score(Batch.Question with
    {
        Noisy = point.Noisy,
        Time = point.Time,
        Edit = EditAt(point.Time),
        Probe = probe
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var generator in Random)
            generator.Dispose();
    }

    private AttentionEdit? EditAt(Tensor time) => editor?.At(time[0].item<float>());

    private BatchEditor Editor(RunOptions run, IReadOnlyList<SynthesisRequest> requests, Device device)
    {
        var each = requests.Select((request, i) => new AttentionEditor(run.Synthesis.Edits.Values, new(
            Batch.FramePhonemes[i], request.Reference.Frames, run.Features.FrameRateHz, model.Inventory, device)));
        return new([.. each], (Batch.Question.Mean.shape[2], requests.Max(request => request.Reference.Frames)));
    }
}
