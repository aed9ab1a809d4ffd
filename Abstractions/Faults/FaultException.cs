namespace Melange;

/// <summary>Config or data from outside cannot be used; every fault found is listed.</summary>
public sealed class FaultException : Exception
{
    /// <summary>Creates the exception for the faults found.</summary>
    public FaultException(IReadOnlyList<Fault> faults) : base(string.Join('\n', faults)) => Faults = faults;

    /// <summary>Creates the exception with a message only.</summary>
    public FaultException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public FaultException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public FaultException() { }

    /// <summary>Every fault, in the order found.</summary>
    public IReadOnlyList<Fault> Faults { get; } = [];
}

/// <summary>One thing that is wrong in what came from outside, where, and what to change.</summary>
/// <param name="File">The file, as the user named it.</param>
/// <param name="Line">Line in the file, from 1; 0 where the file has no lines.</param>
/// <param name="Message">What was expected and what was found, in one sentence.</param>
public sealed record Fault(string File, int Line, string Message)
{
    /// <summary><c>file:line: message</c>, as compilers print it.</summary>
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Message}" : $"{File}: {Message}";
}
