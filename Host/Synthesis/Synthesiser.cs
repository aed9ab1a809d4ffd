using System.Diagnostics;
using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Host.Training;

namespace Melange.Host.Synthesis;

/// <summary>Speaks a text in the style of a reference: encoder, sampler, vocoder.</summary>
/// <remarks>
/// B = 1 throughout. M mel bins, P phonemes, T frames. Source: Popov et al. 2021 (Grad-TTS), section 3.1.
/// </remarks>
public sealed class Synthesiser : IDisposable
{
    private static readonly double[] WatchedShares = [0.1, 0.5, 0.9]; // of the sampler's calls, from noise to mel
    private readonly SynthesisModel model;
    private readonly SynthesisOptions options;
    private readonly AudioFormat format;
    private readonly ISampler sampler;
    private readonly IVocoder vocoder;
    private readonly Device device;
    private readonly LogMelSpectrogram spectrogram;

    /// <summary>Prepares sampler and vocoder for a trained model.</summary>
    public Synthesiser(SynthesisModel model, RunOptions run, Device device)
    {
        (this.model, options, format, this.device) = (model, run.Synthesis, run.Features, device);
        spectrogram = new LogMelSpectrogram(run.Features);
        sampler = options.Sampler.Build(new(run.Diffusion));
        vocoder = options.Vocoder.Build(new(run.Features, spectrogram.Filters));
    }

    /// <summary>Speaks one text, then looks again at some of the sampler's steps with a probe on the model.</summary>
    /// <remarks>The probe comes after the clock has stopped: the time is that of synthesis alone.</remarks>
    /// <param name="request">Phonemes, reference and seed.</param>
    /// <returns>Mel, audio and maps; the caller's scope owns them.</returns>
    public SynthesisedSpeech Speak(SynthesisRequest request)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)request.Seed, CPU);
        model.eval();
        var clock = Stopwatch.StartNew();
        var (question, frames) = Prepare(request);
        var editor = Editor(request, frames);
        using var trajectory = new Trajectory((noisy, time) => Score(question, editor, (noisy, time)));
        var mel = Sample(question, trajectory, random)[0].cpu();                    // [M, T]
        var audio = vocoder.Vocode(mel, random);                                    // [T·hop]
        var seconds = clock.Elapsed.TotalSeconds;

        using var watch = new AttentionWatch();
        foreach (var (noisy, time) in trajectory.At(WatchedShares))
            Score(question with { Probe = watch }, editor, (noisy, time));
        var records = watch.Records(frames);
        return new(
            mel.MoveToOuterDisposeScope(), audio.MoveToOuterDisposeScope(),
            frames, seconds, [.. records.Select(Kept)]);
    }

    /// <summary>Samples as <see cref="Speak"/> does, then looks again with probes at some diffusion times.</summary>
    /// <param name="request">Phonemes, reference and seed.</param>
    /// <param name="times">Diffusion times in [0, 1]; each is taken at the sampler's nearest call.</param>
    /// <param name="probeAt">Gives the probe for the time of a call; asked once for each call.</param>
    /// <returns>The time of the call taken for each of the times.</returns>
    public IReadOnlyList<double> Watch(
        SynthesisRequest request, IReadOnlyList<double> times, Func<double, IProbe> probeAt)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var random = new Generator((ulong)request.Seed, CPU);
        model.eval();
        var (question, frames) = Prepare(request);
        var editor = Editor(request, frames);
        using var trajectory = new Trajectory((noisy, time) => Score(question, editor, (noisy, time)));
        Sample(question, trajectory, random);
        var calls = times.Select(trajectory.Nearest).ToList();
        foreach (var call in calls.Distinct())
            Score(question with { Probe = probeAt(trajectory.TimeOf(call)) }, editor, trajectory.Point(call));
        return [.. calls.Select(trajectory.TimeOf)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (vocoder as IDisposable)?.Dispose();
        (sampler as IDisposable)?.Dispose();
        spectrogram.Dispose();
    }

    private AttentionEditor Editor(SynthesisRequest request, long[] framePhonemes) => new(options.Edits.Values,
        new(framePhonemes, request.Reference.Frames, format.FrameRateHz, model.Inventory, device));

    private Tensor Score(EstimatorInput question, AttentionEditor editor, (Tensor Noisy, Tensor Time) point) =>
        model.Estimator.Score(question with
        {
            Noisy = point.Noisy,
            Time = point.Time,
            Edit = editor.At(point.Time[0].item<float>())
        });

    private (EstimatorInput Question, long[] FramePhonemes) Prepare(SynthesisRequest request)
    {
        var reference = model.Condition(Collation.References([request.Reference], device));
        var phonemes = tensor(request.PhonemeIds, device: device).unsqueeze(0);     // [1, P]
        var everyPhoneme = ones(phonemes.shape, dtype: ScalarType.Bool, device: device);
        var encoded = model.Encoder.Encode(new(phonemes, everyPhoneme, SynthesisModel.Averages(reference)));
        var durations = (encoded.LogDurations[0].exp() * options.DurationScale).round().clamp_min(1).to(int64).cpu();
        var positions = FrameAlignment.PhonemeOfFrames(durations.data<long>().ToArray()); // frame to phoneme, [T]
        var frames = positions.Select(position => request.PhonemeIds[position]).ToArray();
        var mean = encoded.Mean.index_select(2, tensor(positions, device: device)); // [1, M, T]
        var mask = ones([1, frames.Length], dtype: ScalarType.Bool, device: device);
        var ids = tensor(frames, device: device).unsqueeze(0);                      // [1, T]
        return (new(mean, mean, zeros(1, device: device), mask, ids, reference), frames);
    }

    private Tensor Sample(EstimatorInput question, Trajectory trajectory, Generator random) // [1, M, T]
    {
        var start = question.Mean + randn(question.Mean.shape, generator: random).to(device) / options.Temperature;
        return sampler.Sample(new(start, question.Mean, question.TargetMask, trajectory.Score, random));
    }

    private static AttentionRecord Kept(AttentionRecord record)
    {
        foreach (var part in new[] { record.Map, record.GateOpenness, record.TargetPhonemes, record.ReferencePhonemes })
            part?.MoveToOuterDisposeScope();
        return record;
    }
}
