using Melange.Host.Synthesis;

namespace Melange.Bench;

/// <summary>One way to speak a request, and what it took each time.</summary>
/// <param name="name">What tables call it.</param>
/// <param name="speaker">Who speaks, and what.</param>
internal sealed class SynthesisTimes(string name, (Synthesiser Synthesiser, SynthesisRequest Request) speaker)
    : IDisposable
{
    private readonly List<double> mel = [];
    private readonly List<double> vocoder = [];

    /// <summary>What tables call it.</summary>
    public string Name { get; } = name;

    /// <summary>Median time from phonemes to mel, in seconds.</summary>
    public double Mel => SynthesisBenchmark.Median(mel);

    /// <summary>Median time from mel to audio, in seconds.</summary>
    public double Vocoder => SynthesisBenchmark.Median(vocoder);

    /// <summary>Speaks once, and notes the times if asked to.</summary>
    public void Speak(bool isTimed)
    {
        using var scope = NewDisposeScope();
        var batch = speaker.Synthesiser.SpeakAll([speaker.Request]);
        if (!isTimed)
            return;
        mel.Add(batch.MelSeconds);
        vocoder.Add(batch.VocoderSeconds);
    }

    /// <summary>Peak memory of speaking once, in MiB, for a table.</summary>
    public string Peak() => PeakMemory.Above(() => Speak(isTimed: false)) is { } bytes
        ? MarkdownTable.Number(bytes / 1048576.0, 0) : "not measured";

    /// <inheritdoc/>
    public void Dispose() => speaker.Synthesiser.Dispose();
}
