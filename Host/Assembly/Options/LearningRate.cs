namespace Melange.Host.Assembly.Options;

/// <summary>The learning rate of each step: it warms up, then stays and cools down, or falls at once.</summary>
/// <remarks>
/// Source: Loshchilov and Hutter 2017 (SGDR), eq. 5, with one half period down to 0: over the cool-down of a constant
/// rate, over all steps after the warm-up of a cosine one. Departs from it: no restarts, and a linear warm-up before.
/// </remarks>
public static class LearningRate
{
    /// <summary>Rises linearly over the warm-up, and falls to 0 along half a cosine.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="options">Rate, schedule, warm-up, cool-down and number of steps.</param>
    public static double At(int step, IRateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var isCosine = options.RateSchedule == RateSchedule.Cosine;
        var falling = isCosine ? options.Steps - options.WarmUpSteps : options.CoolDownSteps;
        var warmth = Math.Min(1.0, (step + 1.0) / Math.Max(1, options.WarmUpSteps));
        var cooled = Math.Max(0.0, step - (options.Steps - falling)) / Math.Max(1, falling);
        return options.LearningRate * warmth * 0.5 * (1 + Math.Cos(Math.PI * cooled));
    }

    /// <summary>The rules of them that are broken, each as options records say it.</summary>
    /// <param name="options">Rate, schedule, warm-up, cool-down and number of steps.</param>
    internal static IEnumerable<string> Problems(IRateOptions options)
    {
        if (!(options.LearningRate > 0))
            yield return $"LearningRate must be above 0, but was {options.LearningRate}.";
        if (options.WarmUpSteps < 0)
            yield return $"WarmUpSteps must be at least 0, but was {options.WarmUpSteps}.";
        if (options.CoolDownSteps < 0 || options.CoolDownSteps > options.Steps)
            yield return $"CoolDownSteps must be at least 0 and at most Steps = {options.Steps}, "
                + $"but was {options.CoolDownSteps}.";
        if (options.RateSchedule == RateSchedule.Cosine && options.CoolDownSteps > 0)
            yield return "CoolDownSteps must be left out where RateSchedule is cosine, "
                + $"but was {options.CoolDownSteps}.";
    }
}

/// <summary>What the learning rate of each step depends on.</summary>
public interface IRateOptions
{
    /// <summary>Steps of the optimiser.</summary>
    int Steps { get; }

    /// <summary>Learning rate after warm-up.</summary>
    double LearningRate { get; }

    /// <summary>What becomes of it then.</summary>
    RateSchedule RateSchedule { get; }

    /// <summary>Steps over which it rises from 0.</summary>
    int WarmUpSteps { get; }

    /// <summary>Last steps over which a constant one falls to 0.</summary>
    int CoolDownSteps { get; }
}

/// <summary>What becomes of the learning rate after its warm-up.</summary>
public enum RateSchedule
{
    /// <summary>It stays, but for a cool-down at the end where one is asked for.</summary>
    Constant,

    /// <summary>It falls to 0 along half a cosine over all steps after the warm-up.</summary>
    Cosine
}
