namespace Melange.Host.Assembly;

/// <summary>How the learning rate goes on after warm-up.</summary>
public enum RateCourse
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>
    /// It falls to 0 at the last step along half a cosine (Loshchilov and Hutter 2017, eq. 5, one period).
    /// </summary>
    Cosine
}
