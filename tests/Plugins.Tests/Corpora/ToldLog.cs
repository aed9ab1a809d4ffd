using Microsoft.Extensions.Logging;

namespace Melange.Plugins.Tests.Corpora;

/// <summary>Keeps what a part says.</summary>
internal sealed class ToldLog : ILoggerFactory, ILogger
{
    public List<string> Told { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Told.Add(formatter(state, exception));

    public void Dispose()
    {
        // Nothing is held.
    }
}
