using System.Diagnostics;
using Melange.Host.Experiments;
using Melange.Host.Runs;

namespace Melange.Host.Commands;

/// <summary>Shows progress as plain lines, for outputs that are no terminal.</summary>
public sealed class PlainView(TextWriter output) : IExperimentView
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private readonly Dictionary<(Trial Trial, string Phase), TimeSpan> told = [];

    /// <inheritdoc/>
    public Task ShowAsync(IReadOnlyList<Trial> trials, Func<Action<Trial, WorkerMessage>, Task> work)
    {
        var clock = Stopwatch.StartNew();
        return work((trial, message) => Tell(trial, message, clock.Elapsed));
    }

    /// <inheritdoc/>
    public void Say(string message) => output.WriteLine(message);

    private void Tell(Trial trial, WorkerMessage message, TimeSpan now)
    {
        lock (told)
        {
            var isLast = message.Done == message.Of;
            var isDue = isLast || !told.TryGetValue((trial, message.Phase), out var last) || now - last >= Pause;
            if (!isDue)
                return;
            told[(trial, message.Phase)] = now;
            output.WriteLine($"{now:mm\\:ss} {trial.Name}: {message.Phase} {message.Done} of {message.Of}"
                + (message.Note.Length > 0 ? $": {message.Note}" : "")
                + (message.Details.Length > 0 ? $", {message.Details}" : ""));
        }
    }
}
