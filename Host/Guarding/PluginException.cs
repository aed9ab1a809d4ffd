namespace Melange.Host.Guarding;

/// <summary>A plugin failed; the message names it, its version and its folder.</summary>
public sealed class PluginException : Exception
{
    /// <summary>Creates the exception with a message and its cause.</summary>
    public PluginException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception with a message only.</summary>
    public PluginException(string message) : base(message) { }

    /// <summary>Creates the exception without a message.</summary>
    public PluginException() { }

    /// <summary>The failure of a plugin.</summary>
    /// <param name="doing">What it was being: <c>loaded</c>.</param>
    /// <param name="plugin">The plugin, with version and folder.</param>
    /// <param name="cause">What went wrong.</param>
    internal static PluginException While(string doing, string plugin, Exception cause) =>
        new($"Plugin {plugin} failed while being {doing}: {Sentence(OneLine(cause))}", cause);

    private static string Sentence(string text) => text.EndsWith('?') ? text : $"{text}.";

    private static string OneLine(Exception cause) => cause is TypeInitializationException { InnerException: { } inner }
        ? OneLine(inner)
        : string.Join(' ', Told(cause).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ' ');

    // What libtorch's messages end with is a list of its own frames.
    private static string Told(Exception cause) =>
        cause.Message.Split("\nException raised from", StringSplitOptions.TrimEntries)[0];
}
