using static Melange.TensorShape;

namespace Melange.Host.Aligning;

/// <summary>How well each phoneme's prior explains each frame.</summary>
public static class FrameLikelihood
{
    /// <summary>The log-likelihood of every frame under the prior of every phoneme.</summary>
    /// <remarks>
    /// <c>log N(y; mu, 1) = −½(M·ln 2π + |y|² − 2·muᵀy + |mu|²)</c>, in nats a frame, summed over the bins. Source:
    /// Popov et al. 2021 (Grad-TTS), eq. 14. The square is multiplied out: nothing of size [B, M, P, T] is made.
    /// </remarks>
    /// <param name="mean">Prior mean of each phoneme, <c>[B, M, P]</c>.</param>
    /// <param name="logMel">Log-mel, <c>[B, M, T]</c>.</param>
    /// <returns><c>[B, P, T]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    public static Tensor Of(Tensor mean, Tensor logMel)
    {
        HasShape(mean, "B M P", [Any, Any, Any]);
        HasShape(logMel, "B M T", [mean.shape[0], mean.shape[1], Any]);

        using var scope = NewDisposeScope();
        var product = mean.transpose(1, 2).bmm(logMel);                             // [B, P, T]
        var ofMean = mean.square().sum(1).unsqueeze(2);                             // [B, P, 1]
        var ofMel = logMel.square().sum(1).unsqueeze(1);                            // [B, 1, T]
        var constant = mean.shape[1] * Math.Log(2 * Math.PI);
        return (product - 0.5 * (ofMean + ofMel + constant)).MoveToOuterDisposeScope();
    }
}
