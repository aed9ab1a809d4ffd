namespace Melange.Plugins;

/// <summary>Settings of <see cref="EulerSampler"/>.</summary>
public sealed record EulerOptions
{
    /// <summary>Steps from time 1 to time 0, one score each. At least 1; default 10.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>How the steps share the time: uniform, quadratic or log-snr; default uniform.</summary>
    public TimeSpacing Grid { get; init; } = TimeSpacing.Uniform;

    /// <summary>
    /// Where the equal steps of log-SNR end, a diffusion time; read where Grid is log-snr. Above 0, below 1; default
    /// 0.02.
    /// </summary>
    public double? EndTime { get; init; }

    /// <summary>Where in a step the estimator is asked: middle or start. Left out, it is as each process was published:
    /// the middle under a diffusion, else the start.</summary>
    public StepTime? Asks { get; init; }

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public EulerOptions Validated() =>
        OptionsException.ThrowIfAny(this, GridRules.Problems(Steps, Grid, EndTime));
}

/// <summary>A time within a step.</summary>
public enum StepTime
{
    /// <summary>Halfway between its two ends.</summary>
    Middle,

    /// <summary>Its noisier end.</summary>
    Start
}
