namespace Melange;

/// <summary>The way between mel and noise: how x_t is made, what the estimator is asked for there, and what its answer
/// says of the way back.</summary>
/// <remarks>
/// Times run from 0, the mel, to 1, where sampling starts. Given x_0, x_t is normal around
/// <c>c + Decay(t)·(x_0 − c)</c> with standard deviation Spread(t), c being <see cref="Center"/>. B batch, M mel bins,
/// T frames; a time of a batch is <c>[B]</c>. Nothing is masked here: whoever asks does so.
/// </remarks>
public interface IProcess
{
    /// <summary>Where x_t ends: mu, or zero.</summary>
    /// <param name="mean">The prior mean mu, <c>[B, M, T]</c>.</param>
    /// <returns><c>[B, M, T]</c>; may be mu itself.</returns>
    Tensor Center(Tensor mean);

    /// <summary>What is left of x_0 − c at a time: 1 at time 0.</summary>
    double Decay(double time);

    /// <summary>Standard deviation of the noise at a time.</summary>
    double Spread(double time);

    /// <summary>Makes x_t for training.</summary>
    /// <param name="example">The data, the noise, and the times.</param>
    /// <returns>x_t, <c>[B, M, T]</c>, new.</returns>
    Tensor Noisy(ProcessExample example);

    /// <summary>How far the estimator's answer is from what it is asked for; the mean square over real values is the
    /// loss.</summary>
    /// <param name="answer">The estimator's answer at x_t, <c>[B, M, T]</c>.</param>
    /// <param name="example">What x_t was made of.</param>
    /// <returns><c>[B, M, T]</c>, new.</returns>
    Tensor Deviation(Tensor answer, ProcessExample example);

    /// <summary>The answer that is right where the data are N(mu, d²), with a d of the process, mostly 1: what an
    /// estimator may learn a correction of.</summary>
    /// <param name="noisy">x_t, <c>[B, M, T]</c>.</param>
    /// <param name="mean">mu, <c>[B, M, T]</c>.</param>
    /// <param name="time">t, <c>[B]</c>.</param>
    /// <returns><c>[B, M, T]</c>, new.</returns>
    Tensor AnswerOfPrior(Tensor noisy, Tensor mean, Tensor time);

    /// <summary>dx/dt of the probability flow, which carries the distribution at each time to that of the next.
    /// </summary>
    /// <param name="answer">The estimator's answer, <c>[B, M, T]</c>.</param>
    /// <param name="at">Where it was asked.</param>
    /// <returns><c>[B, M, T]</c>, new.</returns>
    Tensor Flow(Tensor answer, ProcessPoint at);

    /// <summary>The guess of the data: the mean of x_0 given x_t.</summary>
    /// <param name="answer">The estimator's answer, <c>[B, M, T]</c>.</param>
    /// <param name="at">Where it was asked.</param>
    /// <returns><c>[B, M, T]</c>, new.</returns>
    Tensor Data(Tensor answer, ProcessPoint at);
}

/// <summary>A diffusion: its answers are scores, and a stochastic equation leads back as well as the flow does.
/// </summary>
public interface IDiffusionProcess : IProcess
{
    /// <summary>beta(t).</summary>
    NoiseSchedule Schedule { get; }
}

/// <summary>What one batch of x_t is made of.</summary>
/// <param name="Data">The log-mel x_0, <c>[B, M, T]</c>.</param>
/// <param name="Mean">The prior mean mu, <c>[B, M, T]</c>.</param>
/// <param name="Noise">Standard normal, <c>[B, M, T]</c>.</param>
/// <param name="Time">t, <c>[B]</c>.</param>
public sealed record ProcessExample(Tensor Data, Tensor Mean, Tensor Noise, Tensor Time);

/// <summary>A point of the way back, at one time for the whole batch.</summary>
/// <param name="Noisy">x_t, <c>[B, M, T]</c>.</param>
/// <param name="Mean">mu, <c>[B, M, T]</c>.</param>
/// <param name="Time">t.</param>
public sealed record ProcessPoint(Tensor Noisy, Tensor Mean, double Time);

/// <summary>What a process is built for.</summary>
/// <param name="Schedule">The run's <c>diffusion</c>, for a process that has a noise schedule.</param>
public sealed record ProcessContext(NoiseSchedule Schedule) : PartContext;
