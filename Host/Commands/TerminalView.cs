using Melange.Host.Experiments;
using Melange.Host.Runs;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>Shows progress as bars with the time left.</summary>
public sealed class TerminalView(IAnsiConsole console) : IExperimentView
{
    /// <inheritdoc/>
    public Task ShowAsync(IReadOnlyList<Trial> trials, Func<Action<Trial, WorkerMessage>, Task> work) =>
        console.Progress().AutoClear(false).HideCompleted(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                var bars = trials.ToDictionary(trial => trial, trial => Bars(context, trial));
                return work((trial, message) => Move(bars[trial], trial, message));
            });

    /// <inheritdoc/>
    public void Say(string message) => console.WriteLine(message);

    private static Dictionary<string, ProgressTask> Bars(ProgressContext context, Trial trial) =>
        new[] { WorkerMessage.Train, WorkerMessage.Evaluate }.ToDictionary(phase => phase, phase =>
            context.AddTask(Markup.Escape($"{trial.Name}: {phase}"), autoStart: false));

    private static void Move(Dictionary<string, ProgressTask> bars, Trial trial, WorkerMessage message)
    {
        if (!bars.TryGetValue(message.Phase, out var bar))
            return;
        if (!bar.IsStarted)
            bar.StartTask();
        bar.MaxValue = message.Of;
        bar.Value = message.Done;
        if (message.Note.Length > 0)
            bar.Description = Markup.Escape($"{trial.Name}: {message.Phase} ({message.Note})");
    }
}
