namespace Melange;

/// <summary>Options that break their own rules; the message lists every broken one.</summary>
public sealed class OptionsException : Exception
{
    /// <summary>Creates the exception for the broken rules.</summary>
    public OptionsException(IReadOnlyList<string> problems) : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>Creates the exception with a message only.</summary>
    public OptionsException(string message) : this([message]) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public OptionsException(string message, Exception innerException) : base(message, innerException) =>
        Problems = [message];

    /// <summary>Creates the exception without a message.</summary>
    public OptionsException() { }

    /// <summary>One sentence a broken rule; each begins with the name of the property.</summary>
    public IReadOnlyList<string> Problems { get; } = [];

    /// <summary>Returns the options, or throws with all problems.</summary>
    /// <exception cref="OptionsException">There is at least one problem.</exception>
    public static TOptions ThrowIfAny<TOptions>(TOptions options, IEnumerable<string> problems)
    {
        var broken = problems.ToList();
        return broken.Count == 0 ? options : throw new OptionsException(broken);
    }
}
