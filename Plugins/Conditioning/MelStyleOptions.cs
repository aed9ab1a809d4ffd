namespace Melange.Plugins;

/// <summary>Settings of <see cref="MelStyleConditioner"/>.</summary>
public sealed record MelStyleOptions
{
    /// <summary>Features that the conditioner gives a reference frame. At least 1; default 80.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Features of the hidden layer. At least 1; default 256.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>What of a frame it hears: log-mel (default), or vectors: the corpus' own style vectors.</summary>
    public StyleSource Source { get; init; } = StyleSource.LogMel;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public MelStyleOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    /// <summary>Returns these options if every rule holds for a corpus.</summary>
    /// <param name="styleWidth">Features of its style vectors; 0 where it brings none.</param>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public MelStyleOptions Validated(long styleWidth) =>
        OptionsException.ThrowIfAny(this, Problems().Concat(Problems(styleWidth)));

    private IEnumerable<string> Problems()
    {
        if (Width < 1)
            yield return $"Width must be at least 1, but was {Width}.";
        if (Hidden < 1)
            yield return $"Hidden must be at least 1, but was {Hidden}.";
    }

    private IEnumerable<string> Problems(long styleWidth)
    {
        if (Source == StyleSource.Vectors && styleWidth < 1)
            yield return "Source must be log-mel for a corpus without style vectors, but was vectors.";
    }
}

/// <summary>What <see cref="MelStyleConditioner"/> hears of a reference frame.</summary>
public enum StyleSource
{
    /// <summary>Its log-mel.</summary>
    LogMel,

    /// <summary>The style vector that the corpus brings for it.</summary>
    Vectors
}
