using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Host.Synthesis;

/// <summary>Several texts, each with its reference, as encoder, noise and estimator see them.</summary>
/// <remarks>B texts, M mel bins, P phonemes, T target frames, R reference frames. Its maker's scope owns it.</remarks>
internal sealed class SpeechBatch
{
    private readonly SynthesisModel model;
    private readonly IReadOnlyList<SynthesisRequest> requests;
    private readonly ReferenceBatch reference;
    private readonly TextBatch text;
    private readonly Device device;

    /// <summary>Conditions, encodes and spreads the prior over the predicted durations.</summary>
    /// <param name="model">The weights.</param>
    /// <param name="requests">Texts and references, at least one.</param>
    /// <param name="options">How long phonemes become of what is predicted.</param>
    /// <param name="device">Where the model lives.</param>
    public SpeechBatch(
        SynthesisModel model, IReadOnlyList<SynthesisRequest> requests, SynthesisOptions options, Device device)
    {
        (this.model, this.requests, this.device) = (model, requests, device);
        reference = Collation.References([.. requests.Select(request => request.Reference)], device);
        var conditioned = model.Condition(reference);
        text = Text([.. requests.Select(request => request.PhonemeIds)], SynthesisModel.Averages(conditioned));
        var encoded = model.Encoder.Encode(text);
        var durations = WholeFrames(encoded.LogDurations.exp() * options.DurationScale, options); // [B, P]
        Durations = [.. requests.Select((request, i) => request.Durations
            ?? durations[i].narrow(0, 0, request.PhonemeIds.Length).data<long>().ToArray())];
        var positions = Durations.Select(FrameAlignment.PhonemeOfFrames).ToArray();
        FramePhonemes = [.. positions.Select((frames, i) =>
            frames.Select(position => requests[i].PhonemeIds[position]).ToArray())];
        var mask = Collation.Mask([.. positions.Select(frames => (long)frames.Length)]).to(device); // [B, T]
        var mean = Spread(encoded.Mean, positions) * mask.unsqueeze(1);             // [B, M, T]
        var ids = Collation.Ids([.. FramePhonemes]).to(device);                     // [B, T]
        Question = new(mean, mean, zeros(requests.Count, device: device), mask, ids, conditioned);
    }

    /// <summary>What the estimator is asked, but for x_t and t.</summary>
    public EstimatorInput Question { get; }

    /// <summary>Frames of each phoneme of each text.</summary>
    public IReadOnlyList<long[]> Durations { get; }

    /// <summary>Phoneme id of each frame of each text.</summary>
    public IReadOnlyList<long[]> FramePhonemes { get; }

    /// <summary>Draws the noise of each text by itself, so that it does not depend on its company.</summary>
    /// <param name="noise">Where it comes from.</param>
    /// <param name="random">The randomness of each text.</param>
    /// <returns>Zero in padding, <c>[B, M, T]</c>.</returns>
    public Tensor Draw(INoise noise, IReadOnlyList<Generator> random)
    {
        using var scope = NewDisposeScope();
        var longest = Question.Mean.shape[2];
        var drawn = requests.Select((_, i) => noise.Draw(Input(i, random[i])))      // each [1, M, its frames]
            .Select(one => nn.functional.pad(one, (0, longest - one.shape[2])));
        return cat([.. drawn]).MoveToOuterDisposeScope();
    }

    private static Tensor WholeFrames(Tensor frames, SynthesisOptions options)
    {
        var whole = options.DurationRounding == DurationRounding.Up ? frames.ceil() : frames.round();
        return whole.clamp_min(1).to(int64).cpu();
    }

    private NoiseInput Input(int item, Generator random)
    {
        var (frames, references) = (FramePhonemes[item].Length, requests[item].Reference.Frames);
        return new(Of(Question.Mean, frames), Of(Question.TargetMask, frames), Of(Question.TargetPhonemes, frames),
            new(Of(reference.LogMel, references), Of(reference.Mask, references), Of(reference.Phonemes, references),
                reference.Speakers.narrow(0, item, 1), reference.Emotions.narrow(0, item, 1))
            {
                Audio = reference.Audio with { Samples = [reference.Audio.Samples[item]] },
                Style = reference.Style is { } style ? Of(style, references) : null
            },
            () => ReferenceMean(item), random);

        Tensor Of(Tensor batch, long length) => batch.narrow(0, item, 1).narrow(-1, 0, length);
    }

    // mu of the reference's own text, spoken as the reference was: [1, M, R].
    private Tensor ReferenceMean(int item)
    {
        using var scope = NewDisposeScope();
        var spoken = requests[item].Reference;
        var conditions = text.Conditions.ToDictionary(entry => entry.Key, entry => entry.Value.narrow(0, item, 1));
        var encoded = model.Encoder.Encode(Text([spoken.PhonemeIds], conditions));
        return Spread(encoded.Mean, [spoken.Positions]).MoveToOuterDisposeScope();
    }

    private TextBatch Text(long[][] phonemes, IReadOnlyDictionary<string, Tensor> conditions) => new(
        Collation.Ids(phonemes).to(device),
        Collation.Mask([.. phonemes.Select(row => (long)row.Length)]).to(device), conditions);

    private Tensor Spread(Tensor byPhoneme, long[][] positions)                     // [B, M, P] to [B, M, T]
    {
        var index = Collation.Ids(positions).to(device).unsqueeze(1);               // [B, 1, T]
        return byPhoneme.gather(2, index.expand(-1, byPhoneme.shape[1], -1));
    }
}
