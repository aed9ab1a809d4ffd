namespace Melange.Plugins;

/// <summary>Settings of <see cref="EnergyError"/>.</summary>
public sealed record EnergyErrorOptions
{
    /// <summary>What frames count as that are more quiet, in dB below full scale. Below 0; default -60.</summary>
    public double FloorDecibels { get; init; } = -60;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public EnergyErrorOptions Validated() => OptionsException.ThrowIfAny(this,
        FloorDecibels < 0 ? [] : [$"FloorDecibels must be below 0, but was {FloorDecibels}."]);
}
