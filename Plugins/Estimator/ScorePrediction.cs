namespace Melange.Plugins;

/// <summary>What the network's last layer stands for.</summary>
public enum ScorePrediction
{
    /// <summary>The score itself, as Grad-TTS.</summary>
    Score,

    /// <summary>What is missing from the answer for data N(mu, d²), of a score scaled to one size at all times.</summary>
    Correction
}

/// <summary>What an estimator answers where its last layer is a correction.</summary>
internal static class ScoreCorrection
{
    /// <summary>What is right where the data are N(mu, d²), less what the network knows better.</summary>
    /// <remarks>
    /// Of a score (mu − x_t) − output/√(1 − e^(−∫β)), so that the output has one size at all times; of another answer
    /// its prior less the output. After Karras et al. 2022 (EDM), section 5, with the prior that Grad-TTS' encoder is
    /// trained for.
    /// </remarks>
    /// <param name="output">Of the last layer, <c>[B, M, T]</c>.</param>
    /// <param name="input">What was asked.</param>
    /// <param name="process">Gives the prior's answer.</param>
    /// <returns>The answer, zero outside the mask, <c>[B, M, T]</c>.</returns>
    public static Tensor Of(Tensor output, EstimatorInput input, IProcess process)
    {
        using var scope = NewDisposeScope();
        var prior = process.AnswerOfPrior(input.Noisy, input.Mean, input.Time);     // [B, M, T]
        var known = process is not IDiffusionProcess diffusion ? output
            : output / (1.0 - (-diffusion.Schedule.BetaIntegral(input.Time)).exp()).sqrt().view(-1, 1, 1);
        var answer = (prior - known) * input.TargetMask.unsqueeze(1);               // float32, as the time
        return answer.to(input.Noisy.dtype).MoveToOuterDisposeScope();
    }
}
