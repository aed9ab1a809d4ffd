namespace Melange.Bench;

/// <summary>How often each contender runs.</summary>
/// <param name="WarmUp">Runs that nobody times.</param>
/// <param name="Timed">Runs that are timed, one of each contender in turn.</param>
internal sealed record Rounds(int WarmUp, int Timed);
