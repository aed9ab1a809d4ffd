namespace Melange.Plugins;

/// <summary>Settings of <see cref="MatchaEncoder"/>.</summary>
public sealed record MatchaEncoderOptions
{
    /// <summary>Features of an embedded phoneme. At least 1; default 192.</summary>
    public int Channels { get; init; } = 192;

    /// <summary>Features inside the feed-forward blocks. At least 1; default 768.</summary>
    public int FilterChannels { get; init; } = 768;

    /// <summary>Features inside the duration predictor. At least 1; default 256.</summary>
    public int DurationChannels { get; init; } = 256;

    /// <summary>Attention heads. At least 1; four times as many divide Channels plus the widths of Conditions; default
    /// 2.</summary>
    public int Heads { get; init; } = 2;

    /// <summary>Transformer layers. At least 1; default 6.</summary>
    public int Layers { get; init; } = 6;

    /// <summary>Phonemes that a convolution sees, the prenet's excepted. Odd, at least 1; default 3.</summary>
    public int KernelSize { get; init; } = 3;

    /// <summary>Chance to drop a value in training. At least 0, below 1; default 0.1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Chance to drop a value of the prenet in training. At least 0, below 1; default 0.5.</summary>
    public double PrenetDropout { get; init; } = 0.5;

    /// <summary>Names of the run's conditions that are heard by the transformer. All different; default none.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public MatchaEncoderOptions Validated()
    {
        ToGradTts().Validated();
        return this;
    }

    /// <summary>The same sizes, without a window.</summary>
    internal GradTtsEncoderOptions ToGradTts() => new()
    {
        Channels = Channels,
        FilterChannels = FilterChannels,
        DurationChannels = DurationChannels,
        Heads = Heads,
        Layers = Layers,
        KernelSize = KernelSize,
        WindowSize = 0,
        Dropout = Dropout,
        PrenetDropout = PrenetDropout,
        Conditions = Conditions
    };
}
