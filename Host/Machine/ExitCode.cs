namespace Melange.Host.Machine;

/// <summary>The numbers that the program and its workers end with; 0 is done.</summary>
internal static class ExitCode
{
    /// <summary>Some trials or dry runs failed; the others are done.</summary>
    public const int SomeFailed = 1;

    /// <summary>Input that cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>Of a worker: a loss or gradient was not finite.</summary>
    public const int Diverged = 3;

    /// <summary>A part failed.</summary>
    public const int PartFailed = 4;

    /// <summary>Our own fault.</summary>
    public const int Bug = 70;

    /// <summary>Asked to stop, and what was done is kept.</summary>
    public const int Stopped = 130;
}
