using Melange.Host.Assembly.Options;

namespace Melange.Host.Training;

/// <summary>The factors on the parts of the loss in each step.</summary>
public static class LossWeighting
{
    /// <summary>From the early factors in a straight line to the later ones, which then stay.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="options">Early and later factors.</param>
    public static LossWeights At(int step, TrainingOptions options)
    {
        var later = options.LossWeights;
        if (options.EarlyLossWeights is not { } early || step >= early.Steps)
            return later;
        var share = (double)step / early.Steps;
        return new()
        {
            Diffusion = double.Lerp(early.Diffusion, later.Diffusion, share),
            Prior = double.Lerp(early.Prior, later.Prior, share),
            Duration = double.Lerp(early.Duration, later.Duration, share)
        };
    }
}
