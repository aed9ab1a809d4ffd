namespace Melange.Plugins;

/// <summary>What the network's last layer stands for.</summary>
public enum ScorePrediction
{
    /// <summary>The score itself, as Grad-TTS.</summary>
    Score,

    /// <summary>What is missing from the score of N(mu, 1), scaled to one size at all times.</summary>
    Correction
}
