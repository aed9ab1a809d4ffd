namespace Melange.Plugins;

/// <summary>Settings of <see cref="GradTtsEncoder"/>.</summary>
public sealed record GradTtsEncoderOptions
{
    /// <summary>Features of an embedded phoneme. At least 1; default 192.</summary>
    public int Channels { get; init; } = 192;

    /// <summary>Features inside the feed-forward blocks. At least 1; default 768.</summary>
    public int FilterChannels { get; init; } = 768;

    /// <summary>Features inside the duration predictor. At least 1; default 256.</summary>
    public int DurationChannels { get; init; } = 256;

    /// <summary>Attention heads. At least 1, divides Channels plus the widths of Conditions; default 2.</summary>
    public int Heads { get; init; } = 2;

    /// <summary>Transformer layers. At least 1; default 6.</summary>
    public int Layers { get; init; } = 6;

    /// <summary>Phonemes that a convolution sees, the prenet's excepted. Odd, at least 1; default 3.</summary>
    public int KernelSize { get; init; } = 3;

    /// <summary>Farthest neighbour, in phonemes, with a relative position of its own. At least 0; default 4.</summary>
    public int WindowSize { get; init; } = 4;

    /// <summary>Chance to drop a value in training. At least 0, below 1; default 0.1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Chance to drop a value of the prenet in training. At least 0, below 1; default 0.5.</summary>
    public double PrenetDropout { get; init; } = 0.5;

    /// <summary>Names of the run's conditions that are heard by the transformer. All different; default none.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public GradTtsEncoderOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems() => SizeProblems().Concat(OtherProblems());

    private IEnumerable<string> SizeProblems()
    {
        (string Name, int Value)[] sizes =
        [
            (nameof(Channels), Channels), (nameof(FilterChannels), FilterChannels),
            (nameof(DurationChannels), DurationChannels), (nameof(Heads), Heads), (nameof(Layers), Layers)
        ];
        return sizes.Where(size => size.Value < 1)
            .Select(size => $"{size.Name} must be at least 1, but was {size.Value}.");
    }

    private IEnumerable<string> OtherProblems()
    {
        if (KernelSize < 1 || KernelSize % 2 == 0)
            yield return $"KernelSize must be odd and at least 1, but was {KernelSize}.";
        if (WindowSize < 0)
            yield return $"WindowSize must be at least 0, but was {WindowSize}.";
        if (Dropout is not (>= 0 and < 1))
            yield return $"Dropout must be at least 0 and below 1, but was {Dropout}.";
        if (PrenetDropout is not (>= 0 and < 1))
            yield return $"PrenetDropout must be at least 0 and below 1, but was {PrenetDropout}.";
        if (Conditions.Distinct().Count() < Conditions.Count)
            yield return $"Conditions must all be different, but was [{string.Join(", ", Conditions)}].";
    }
}
