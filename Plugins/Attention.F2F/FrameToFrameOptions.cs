namespace Melange.Plugins;

/// <summary>Settings of <see cref="FrameToFrameAttention"/>.</summary>
public sealed record FrameToFrameOptions
{
    /// <summary>Heads H. At least 1; default 4.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Features A a head and mel bin. At least 1, even where Position is rotary; default 32.</summary>
    public int Features { get; init; } = 32;

    /// <summary>Whether query and value have a bias; default false. One of key would change no weight.</summary>
    public bool Bias { get; init; }

    /// <summary>Share of weights that are dropped in training. At least 0, below 1; default 0.</summary>
    public double Dropout { get; init; }

    /// <summary>What it knows of where frames stand: none (default) or rotary.</summary>
    public FramePosition Position { get; init; } = FramePosition.None;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public FrameToFrameOptions Validated() =>
        OptionsException.ThrowIfAny(this, HeadRules.Problems(Heads, Features, Dropout, Position));
}
