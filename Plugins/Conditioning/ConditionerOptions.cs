namespace Melange.Plugins;

/// <summary>Settings of the conditioners: the widths of their perceptrons.</summary>
public sealed record ConditionerOptions
{
    /// <summary>Features that the conditioner gives a reference frame. At least 1; default 80.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Features of the hidden layer. At least 1; default 256.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public ConditionerOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Width < 1)
            yield return $"Width must be at least 1, but was {Width}.";
        if (Hidden < 1)
            yield return $"Hidden must be at least 1, but was {Hidden}.";
    }
}
