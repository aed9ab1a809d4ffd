using System.Diagnostics;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Guarding;

namespace Melange.Host.Synthesis;

/// <summary>Speaks texts in the style of references: encoder, noise, sampler, vocoder.</summary>
/// <remarks>
/// B texts, M mel bins, T target frames. Source: Popov et al. 2021 (Grad-TTS), section 3.1.
/// </remarks>
public sealed class Synthesiser : IDisposable
{
    private static readonly double[] WatchedShares = [0.1, 0.5, 0.9]; // of the sampler's calls, from noise to mel
    private readonly SynthesisModel model;
    private readonly RunOptions run;
    private readonly ISampler sampler;
    private readonly INoise noise;
    private readonly IVocoder vocoder;
    private readonly Device device;
    private readonly LogMelSpectrogram spectrogram;
    private readonly LowPrecisionEstimator? lowPrecision;

    /// <summary>Prepares noise, sampler and vocoder for a trained model, whose weights stay as they are now.</summary>
    public Synthesiser(SynthesisModel model, RunOptions run, Device device)
    {
        (this.model, this.run, this.device) = (model, run, device);
        model.eval();
        lowPrecision = LowPrecisionEstimator.For(model, run, device);
        spectrogram = new LogMelSpectrogram(run.Features);
        noise = run.NoiseFor(model.Process);
        sampler = run.SamplerFor(model.Process);
        vocoder = run.VocoderFor(spectrogram.Filters);
    }

    /// <summary>Which files the vocoder was made of, with their hashes; null where it is made of none.</summary>
    public string? VocoderOrigin => (vocoder as IStatesMel)?.Origin;

    /// <summary>Speaks several texts at once; nobody watches.</summary>
    /// <remarks>
    /// The noise of each text comes from its own seed. A sampler that draws noise on its way draws for the whole batch,
    /// from the first text's seed.
    /// </remarks>
    /// <param name="requests">Phonemes, reference and seed of each, at least one.</param>
    /// <returns>Mel and audio of each, without attention; the caller's scope owns them.</returns>
    public SynthesisedBatch SpeakAll(IReadOnlyList<SynthesisRequest> requests)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var (clock, evaluations) = (Stopwatch.StartNew(), 0);
        using var session = Session(requests);
        var mels = Sample(session, (noisy, time) =>
        {
            evaluations++;
            return session.Score(noisy, time);
        });
        var melSeconds = clock.Elapsed.TotalSeconds;
        var audio = Vocode(mels, session);
        var seconds = clock.Elapsed.TotalSeconds;
        BlameUnlessFinite([.. mels, .. audio], requests);
        var speeches = mels.Select((mel, i) => new SynthesisedSpeech(mel.MoveToOuterDisposeScope(),
            audio[i].MoveToOuterDisposeScope(), session.Batch.FramePhonemes[i], seconds, [])
        {
            Durations = session.Batch.Durations[i]
        });
        return new([.. speeches], melSeconds, seconds - melSeconds, evaluations);
    }

    /// <summary>Speaks several texts at once as far as their mel-spectrograms.</summary>
    /// <param name="requests">Phonemes, reference and seed of each, at least one.</param>
    /// <returns>Natural-log mel-spectrogram of each, <c>[M, its T]</c>; the caller's scope owns them.</returns>
    public IReadOnlyList<Tensor> Mels(IReadOnlyList<SynthesisRequest> requests)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        using var session = Session(requests);
        return [.. Sample(session, session.Score).Select(mel => mel.MoveToOuterDisposeScope())];
    }

    /// <summary>Speaks one text, then looks again at some of the sampler's steps with a probe on the model.</summary>
    /// <remarks>
    /// The probe comes after the clock has stopped: the time is that of synthesis alone. It sees the estimator with the
    /// reference; guidance does not enter.
    /// </remarks>
    /// <param name="request">Phonemes, reference and seed.</param>
    /// <returns>Mel, audio and maps; the caller's scope owns them.</returns>
    public SynthesisedSpeech Speak(SynthesisRequest request)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        var clock = Stopwatch.StartNew();
        using var session = Session([request]);
        using var trajectory = new Trajectory(session.Score);
        var mels = Sample(session, trajectory.Score);
        var audio = Vocode(mels, session);
        var seconds = clock.Elapsed.TotalSeconds;

        BlameUnlessFinite([.. mels, .. audio], [request]);
        using var watch = new AttentionWatch();
        var calls = trajectory.At(WatchedShares).ToList();
        foreach (var call in calls)
            session.Look(watch, trajectory.Point(call));
        var frames = session.Batch.FramePhonemes[0];
        return new(mels[0].MoveToOuterDisposeScope(), audio[0].MoveToOuterDisposeScope(), frames, seconds,
            [.. watch.Records(frames).Select(Kept)])
        {
            Durations = session.Batch.Durations[0],
            States = trajectory.Energies(),
            Energies = watch.Energies(frames, [.. calls.Select(trajectory.TimeOf)])
        };
    }

    /// <summary>Copy-synthesis: a recording's own mel-spectrogram through the vocoder.</summary>
    /// <param name="logMel">Natural-log mel-spectrogram, <c>[M, T]</c>.</param>
    /// <param name="seed">Seed of the phases.</param>
    /// <returns>Audio in [-1, 1], <c>[T·HopSamples]</c>, the caller's scope owns it; and wall time in seconds.
    /// </returns>
    public (Tensor Audio, double Seconds) Copy(Tensor logMel, long seed)
    {
        using var off = no_grad();
        using var random = new Generator((ulong)seed, CPU);
        var clock = Stopwatch.StartNew();
        return (vocoder.Vocode(logMel, random), clock.Elapsed.TotalSeconds);
    }

    /// <summary>Samples as <see cref="Speak"/> does, then looks again with probes at some diffusion times.</summary>
    /// <param name="request">Phonemes, reference and seed.</param>
    /// <param name="times">Diffusion times in [0, 1]; each is taken at the sampler's nearest call.</param>
    /// <param name="probeAt">Gives the probe for the time of a call; asked once for each call.</param>
    /// <returns>The time of the call taken for each of the times, and the energy of x_t at all calls.</returns>
    public (IReadOnlyList<double> Taken, IReadOnlyList<StateEnergy> States) Watch(
        SynthesisRequest request, IReadOnlyList<double> times, Func<double, IProbe> probeAt)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        model.eval();
        using var session = Session([request]);
        using var trajectory = new Trajectory(session.Score);
        Sample(session, trajectory.Score);
        var calls = times.Select(trajectory.Nearest).ToList();
        foreach (var call in calls.Distinct())
            session.Look(probeAt(trajectory.TimeOf(call)), trajectory.Point(call));
        return ([.. calls.Select(trajectory.TimeOf)], trajectory.Energies());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in new object[] { vocoder, sampler, noise })
            (part as IDisposable)?.Dispose();
        spectrogram.Dispose();
        lowPrecision?.Dispose();
    }

    private SpeechSession Session(IReadOnlyList<SynthesisRequest> requests) =>
        new((model, lowPrecision ?? model.Estimator), run, requests, device);

    private IReadOnlyList<Tensor> Sample(SpeechSession session, Func<Tensor, Tensor, Tensor> score) // each [M, its T]
    {
        var question = session.Batch.Question;
        var start = model.Process.Center(question.Mean) + session.Batch.Draw(noise, session.Random); // [B, M, T]
        var mel = sampler.Sample(new(start, question.Mean, question.TargetMask, score, session.Random[0]));
        mel = run.Features.LogMelOf(mel).cpu();
        return [.. session.Batch.FramePhonemes.Select((frames, i) => mel[i].narrow(1, 0, frames.Length).clone())];
    }

    private IReadOnlyList<Tensor> Vocode(IReadOnlyList<Tensor> mels, SpeechSession session) => // each [its T·hop]
        [.. mels.Select((mel, i) => vocoder.Vocode(mel, session.Random[i]))];

    // What is not finite is made once more with an eye on every part, for the name of the one that it comes from.
    private void BlameUnlessFinite(IEnumerable<Tensor> made, IReadOnlyList<SynthesisRequest> requests)
    {
        if (made.All(values => values.isfinite().all().item<bool>()))
            return;
        ValueChecks.Run(() =>
        {
            using var session = Session(requests);
            Vocode(Sample(session, session.Score), session);
        });
    }

    private static AttentionRecord Kept(AttentionRecord record)
    {
        foreach (var part in new[] { record.Map, record.GateOpenness, record.TargetPhonemes, record.ReferencePhonemes })
            part?.MoveToOuterDisposeScope();
        return record;
    }
}
