namespace Melange.Host.Assembly;

/// <summary>What becomes of the learning rate after its warm-up.</summary>
public enum RateSchedule
{
    /// <summary>It stays, but for a cool-down at the end where one is asked for.</summary>
    Constant,

    /// <summary>It falls to 0 along half a cosine over all steps after the warm-up.</summary>
    Cosine
}
