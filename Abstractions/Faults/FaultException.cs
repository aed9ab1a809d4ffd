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
