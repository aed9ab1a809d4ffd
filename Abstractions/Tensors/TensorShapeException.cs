namespace Melange;

/// <summary>A tensor that crosses a contract is not shaped as the contract states.</summary>
public sealed class TensorShapeException : ArgumentException
{
    /// <summary>Creates the exception with a message that names the axes.</summary>
    public TensorShapeException(string message) : base(message) { }

    /// <summary>Creates the exception with a message that names the axes, and its cause.</summary>
    public TensorShapeException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public TensorShapeException() { }
}
