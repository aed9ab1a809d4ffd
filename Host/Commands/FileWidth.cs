using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>The width of tables in a file or a pipe, which has none of its own.</summary>
internal static class FileWidth
{
    /// <summary>Gives a console that writes no terminal a width; a terminal keeps its own.</summary>
    /// <param name="console">The console.</param>
    /// <param name="columns">The width, in characters.</param>
    public static void Set(IAnsiConsole console, int columns)
    {
        if (Console.IsOutputRedirected)
            console.Profile.Width = columns;
    }
}
