namespace Melange.Plugins;

/// <summary>Settings of <see cref="SpeakerConditioner"/>.</summary>
public sealed record SpeakerOptions
{
    /// <summary>Features that the conditioner gives a reference frame. At least 1, and Embedding where Hidden is 0;
    /// default 80.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Features of the perceptron's hidden layer; 0 for no perceptron: the embedding itself. At least 0;
    /// default 256.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>Features of a speaker's embedding. At least 1; default 64.</summary>
    public int Embedding { get; init; } = 64;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public SpeakerOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Width < 1)
            yield return $"Width must be at least 1, but was {Width}.";
        if (Hidden < 0)
            yield return $"Hidden must be at least 0, but was {Hidden}.";
        if (Embedding < 1)
            yield return $"Embedding must be at least 1, but was {Embedding}.";
        if (Hidden == 0 && Width >= 1 && Width != Embedding)
            yield return $"Width must be Embedding = {Embedding} where Hidden is 0, which leaves the embedding as it "
                + $"is, but was {Width}.";
    }
}
