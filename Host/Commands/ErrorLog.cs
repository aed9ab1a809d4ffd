using Microsoft.Extensions.Logging;

namespace Melange.Host.Commands;

/// <summary>Sends what parts and trainer log to the standard error, a line an entry.</summary>
/// <remarks>
/// It writes before the call returns, so that the entries of a part that ends the process are there, under the name of
/// the part that runs. A console logger of the library writes behind, from a thread of its own.
/// </remarks>
public sealed class ErrorLog : ILoggerProvider
{
    /// <summary>Makes the loggers; a worker's lines end in its trial's <c>worker.log</c>.</summary>
    /// <param name="least">Entries below this level are left out.</param>
    public static ILoggerFactory Create(LogLevel least) =>
        LoggerFactory.Create(logging => logging.SetMinimumLevel(least).AddProvider(new ErrorLog()));

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Category(categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Category(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var said = exception is null ? formatter(state, null) : $"{formatter(state, exception)} {exception}";
            Console.Error.WriteLine($"{Level(logLevel)}: {category}: {said.ReplaceLineEndings(" ")}");
        }

        private static string Level(LogLevel level) => level switch
        {
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            LogLevel.Critical => "crit",
            _ => "trace"
        };
    }
}
