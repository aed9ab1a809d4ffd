namespace Melange.Plugins;

/// <summary>Settings of <see cref="OnnxVocoder"/>.</summary>
public sealed record OnnxVocoderOptions
{
    /// <summary>The ONNX file, from the current folder. Required.</summary>
    public required string Path { get; init; }

    /// <summary>The log-mels that it was trained on. Required.</summary>
    /// <remarks>Mean and deviation are what it takes from them and divides them by before it hears them: a deviation of
    /// 2.302585093 makes natural logarithms those of base 10.</remarks>
    public required AudioFormat Mel { get; init; }

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public OnnxVocoderOptions Validated() => OptionsException.ThrowIfAny(this,
        string.IsNullOrWhiteSpace(Path) ? [$"Path must name a file, but was '{Path}'."] : []);
}
