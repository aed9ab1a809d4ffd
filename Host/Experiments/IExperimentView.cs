namespace Melange.Host.Experiments;

/// <summary>Shows a person how far an experiment is.</summary>
public interface IExperimentView
{
    /// <summary>Shows progress while work is done.</summary>
    /// <param name="trials">Every trial that will run.</param>
    /// <param name="work">The work; it tells of each trial's progress.</param>
    Task ShowAsync(IReadOnlyList<Trial> trials, Func<Action<Trial, WorkerMessage>, Task> work);

    /// <summary>Says something in between.</summary>
    void Say(string message);
}
