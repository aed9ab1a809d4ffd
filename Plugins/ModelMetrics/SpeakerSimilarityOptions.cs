namespace Melange.Plugins;

/// <summary>Settings of <see cref="SpeakerSimilarity"/>.</summary>
public sealed record SpeakerSimilarityOptions
{
    /// <summary>File of the ONNX model that embeds a waveform, from the current folder. Required.</summary>
    public required string Model { get; init; }
    /// <summary>Audio samples a second that the model expects. At least 1000; default 16000.</summary>
    public int SampleRateHz { get; init; } = 16000;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public SpeakerSimilarityOptions Validated() => OptionsException.ThrowIfAny(this,
        SampleRateHz >= 1000 ? [] : [$"SampleRateHz must be at least 1000, but was {SampleRateHz}."]);
}
