namespace Melange.Host.Guarding;

/// <summary>Whether watched parts are asked for finite values.</summary>
/// <remarks>
/// Off in ordinary work, where it would cost a pass over every tensor. Work that came to nothing is done once more with
/// it on: the first part that makes other than finite values of finite ones is the one to name.
/// </remarks>
internal static class ValueChecks
{
    /// <summary>Whether they are on.</summary>
    public static bool AreOn { get; private set; }

    /// <summary>Runs something with the checks on.</summary>
    public static void Run(Action work)
    {
        AreOn = true;
        try
        {
            work();
        }
        finally
        {
            AreOn = false;
        }
    }
}
