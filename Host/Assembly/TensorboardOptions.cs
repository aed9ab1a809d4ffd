namespace Melange.Host.Assembly;

/// <summary>What is written for TensorBoard during training.</summary>
public sealed record TensorboardOptions
{
    /// <summary>Steps from one point of each curve to the next. At least 1; default 10.</summary>
    public int EverySteps { get; init; } = 10;

    /// <summary>Steps from one set of mel pictures to the next. At least 0; 0, the default, draws none.</summary>
    public int PictureSteps { get; init; }

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public TensorboardOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (EverySteps < 1)
            yield return $"EverySteps must be at least 1, but was {EverySteps}.";
        if (PictureSteps < 0)
            yield return $"PictureSteps must be at least 0, but was {PictureSteps}.";
    }
}
