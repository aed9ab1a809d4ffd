namespace Melange.Plugins;

/// <summary>Settings of a vocoder that speaks with a trained generator.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Folder of the generator, as <c>melange import</c> and <c>melange vocoder</c> write it, from the current
    /// folder. Required.</summary>
    public required string Path { get; init; }

    /// <summary>Frames that are vocoded at once: longer mel-spectrograms go in pieces. At least 16; default 256.
    /// </summary>
    public int PieceFrames { get; init; } = 256;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public GeneratorOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path))
            yield return $"Path must name a folder, but was '{Path}'.";
        if (PieceFrames < 16)
            yield return $"PieceFrames must be at least 16, but was {PieceFrames}.";
    }
}
