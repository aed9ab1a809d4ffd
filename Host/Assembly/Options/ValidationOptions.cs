namespace Melange.Host.Assembly.Options;

/// <summary>How the losses on held-out utterances are followed during training.</summary>
public sealed record ValidationOptions
{
    /// <summary>Steps from one validation to the next. At least 1; default 100.</summary>
    public int EverySteps { get; init; } = 100;

    /// <summary>At most so many held-out utterances, spread over all. At least 1; default 16.</summary>
    public int Utterances { get; init; } = 16;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public ValidationOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (EverySteps < 1)
            yield return $"EverySteps must be at least 1, but was {EverySteps}.";
        if (Utterances < 1)
            yield return $"Utterances must be at least 1, but was {Utterances}.";
    }
}

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
