using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>Shows how many lines of a text are spoken.</summary>
/// <remarks>A bar on a terminal, a line for each batch elsewhere, nothing for one line of text.</remarks>
internal static class LineProgress
{
    /// <summary>Runs work that tells of lines done.</summary>
    public static T Show<T>(int lines, Func<Action<int>, T> work)
    {
        if (lines == 1)
            return work(_ => { });
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
            return work(done => Console.Error.WriteLine($"{done} of {lines} lines"));
        return AnsiConsole.Progress().Start(context =>
        {
            var bar = context.AddTask("lines", maxValue: lines);
            return work(done => bar.Value = done);
        });
    }
}
