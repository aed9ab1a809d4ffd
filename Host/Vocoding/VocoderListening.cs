using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Runs;
using Melange.Host.Synthesis;

namespace Melange.Host.Vocoding;

/// <summary>Listens to held-out utterances: how far what is vocoded is from the recordings.</summary>
/// <remarks>Whole utterances, always the same ones; no random state of the training is touched.</remarks>
internal sealed class VocoderListening : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> generator;
    private readonly Func<PreparedUtterance, Tensor> logMel;
    private readonly VocoderFolder folder;
    private readonly Device device;
    private readonly IReadOnlyList<PreparedUtterance> utterances;
    private readonly LogMelSpectrogram spectrogram;
    private readonly int heard;

    /// <summary>Chooses the utterances.</summary>
    /// <param name="generator">The generator; the caller's.</param>
    /// <param name="corpus">The corpus, of which at least one utterance is held out.</param>
    /// <param name="logMel">The log-mel that stands for an utterance, <c>[M, T]</c>.</param>
    /// <param name="place">How many, where they are written, and where the generator lives.</param>
    public VocoderListening(nn.Module<Tensor, Tensor> generator, PreparedCorpus corpus,
        Func<PreparedUtterance, Tensor> logMel, (VocoderValidationOptions Options, VocoderFolder Folder, Device Device)
        place)
    {
        (this.generator, this.logMel, folder, device) = (generator, logMel, place.Folder, place.Device);
        utterances = [.. corpus.HeldOutSample(place.Options.Utterances)];
        spectrogram = new(utterances[0].Format);
        heard = place.Options.Heard;
    }

    /// <summary>Vocodes every utterance, and writes the first ones as WAV.</summary>
    /// <param name="step">Steps done.</param>
    public VocoderError Listen(int step)
    {
        using var off = no_grad();
        generator.eval();
        var errors = utterances.Select((utterance, i) => Error(utterance, i < heard ? step : null)).ToList();
        generator.train();
        return new(step, errors.Average());
    }

    /// <inheritdoc/>
    public void Dispose() => spectrogram.Dispose();

    private double Error(PreparedUtterance utterance, int? writtenAs)
    {
        using var scope = NewDisposeScope();
        var audio = generator.call(logMel(utterance).to(device).unsqueeze(0))[0, 0].cpu();         // [T·hop]
        if (writtenAs is { } step)
        {
            Write(folder.Heard(utterance.Source.Id, step), audio.data<float>().ToArray());
            if (!File.Exists(folder.Recorded(utterance.Source.Id)))
                Write(folder.Recorded(utterance.Source.Id), utterance.Source.Samples);
        }
        return (spectrogram.Of(audio) - utterance.Mel.Read()).abs().mean().item<float>();

        void Write(string file, IReadOnlyList<float> samples)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            WavWriter.Write(file, samples, utterance.Format.SampleRateHz);
        }
    }
}
