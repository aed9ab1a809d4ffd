namespace Melange.Plugins;

/// <summary>The times between which a sampler steps: 1 = t_0 > t_1 > … > t_N = 0.</summary>
/// <remarks>
/// <c>uniform</c>: t_i = 1 − i/N. <c>quadratic</c>: t_i = (1 − i/N)². <c>log-snr</c>: the log-SNR of t_0 … t_(N−1)
/// rises in equal steps from that of time 1 to that of the end time, and t_N = 0, where it is infinite. Source: Song et
/// al. 2021 (DDIM), appendix D.2, for the first two; Lu et al. 2022 (DPM-Solver), section 3.3, for the third. Departs
/// from it: the paper stops at the end time; here one step more leads to 0.
/// </remarks>
internal sealed class TimeGrid
{
    private readonly double[] times; // N + 1
    private readonly bool isUniform;

    /// <summary>Lays out a grid.</summary>
    /// <param name="options">Steps N, spacing and end time.</param>
    /// <param name="process">Gives the log-SNR.</param>
    /// <exception cref="OptionsException">The process has no noise schedule, and so no log-SNR at time 1.</exception>
    public TimeGrid((int Steps, TimeSpacing Spacing, double? EndTime) options, IProcess process)
    {
        var schedule = (process as IDiffusionProcess)?.Schedule;
        if (options.Spacing == TimeSpacing.LogSnr && schedule is null)
            throw new OptionsException("Grid must be uniform or quadratic where the process is no diffusion, but was "
                + "log-snr: only a noise schedule has a log-SNR at time 1.");
        Steps = options.Steps;
        isUniform = options.Spacing == TimeSpacing.Uniform;
        var end = options.EndTime ?? GridRules.DefaultEndTime;
        times = [.. Enumerable.Range(0, Steps).Select(step => TimeOf(step, options.Spacing, (end, schedule!))), 0];
    }

    /// <summary>Number of steps N.</summary>
    public int Steps { get; }

    /// <summary>The time t_i, i from 0 to N.</summary>
    public double this[int index] => times[index];

    /// <summary>The time halfway through a step.</summary>
    public double Middle(int step) =>
        isUniform ? 1.0 - (step + 0.5) / Steps : 0.5 * (times[step] + times[step + 1]);

    /// <summary>Steps a unit of time at a step: 1/(t_i − t_(i+1)).</summary>
    public double Rate(int step) => isUniform ? Steps : 1 / (times[step] - times[step + 1]);

    private double TimeOf(int step, TimeSpacing spacing, (double EndTime, NoiseSchedule Schedule) process)
    {
        var left = 1.0 - (double)step / Steps;
        return spacing switch
        {
            TimeSpacing.Uniform => left,
            TimeSpacing.Quadratic => left * left,
            _ when step == 0 => 1,
            _ => Between(process.Schedule, process.EndTime, (double)step / (Steps - 1))
        };
    }

    private static double Between(NoiseSchedule schedule, double endTime, double share)
    {
        var (first, last) = (schedule.LogSnr(1), schedule.LogSnr(endTime));
        return schedule.TimeOfLogSnr(first + share * (last - first));
    }
}

/// <summary>How a sampler's times lie between 1 and 0.</summary>
public enum TimeSpacing
{
    /// <summary>Equal steps of time.</summary>
    Uniform,

    /// <summary>Equal steps of the square root of time: finer near the mel.</summary>
    Quadratic,

    /// <summary>Equal steps of the log-SNR down to an end time, and one step from there to 0.</summary>
    LogSnr
}
