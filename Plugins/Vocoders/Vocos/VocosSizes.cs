namespace Melange.Plugins;

/// <summary>Sizes of Vocos' generator.</summary>
public sealed record VocosSizes
{
    /// <summary>Channels C of each frame, <c>dim</c>.</summary>
    public required int Channels { get; init; }

    /// <summary>Channels within a block, <c>intermediate_dim</c>.</summary>
    public required int Hidden { get; init; }

    /// <summary>Blocks, <c>num_layers</c>.</summary>
    public required int Layers { get; init; }

    /// <summary>Whether the log-mel reaches the magnitudes by a linear layer of its own as well, <c>mel_path</c>; the
    /// official code has none.</summary>
    public bool HasMelPath { get; init; }

    /// <summary>Returns these sizes if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public VocosSizes Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Channels < 1)
            yield return $"dim must be at least 1, but was {Channels}.";
        if (Hidden < 1)
            yield return $"intermediate_dim must be at least 1, but was {Hidden}.";
        if (Layers < 1)
            yield return $"num_layers must be at least 1, but was {Layers}.";
    }
}
