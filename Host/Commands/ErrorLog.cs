using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Melange.Host.Commands;

/// <summary>Sends what parts and trainer log to the standard error, a line an entry.</summary>
public static class ErrorLog
{
    /// <summary>Makes the loggers; a worker's lines end in its trial's <c>worker.log</c>.</summary>
    /// <param name="least">Entries below this level are left out.</param>
    public static ILoggerFactory Create(LogLevel least) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(least)
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        .AddSimpleConsole(format =>
        {
            format.SingleLine = true;
            format.ColorBehavior = LoggerColorBehavior.Disabled;
        }));
}
