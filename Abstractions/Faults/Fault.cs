namespace Melange;

/// <summary>One thing that is wrong in what came from outside, where, and what to change.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Line">Line in the file, from 1; 0 where the file has no lines.</param>
/// <param name="Message">What was expected and what was found, in one sentence.</param>
public sealed record Fault(string File, int Line, string Message)
{
    /// <summary><c>file:line: message</c>, as compilers print it.</summary>
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Message}" : $"{File}: {Message}";
}
