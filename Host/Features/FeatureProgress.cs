using System.Diagnostics;
using System.Globalization;

namespace Melange.Host.Features;

/// <summary>Says, every few seconds, how far the computing of features is and how long it will take; or other work.
/// </summary>
/// <param name="say">Told a line each time.</param>
/// <param name="begin">How each line begins.</param>
/// <param name="what">What is counted.</param>
public sealed class FeatureProgress(
    Action<string> say, string begin = FeatureProgress.Begin, string what = "utterances")
{
    /// <summary>How each line about features begins.</summary>
    public const string Begin = "computing features: ";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private (int Done, TimeSpan At)? first;
    private TimeSpan said;

    /// <summary>Takes note, and says it if it is time.</summary>
    /// <param name="done">How many are done.</param>
    /// <param name="of">How many there are.</param>
    public void Tell(int done, int of)
    {
        var now = clock.Elapsed;
        first ??= (done, now);
        if (now - said < Pause || done == first.Value.Done)
            return;
        said = now;
        var left = (now - first.Value.At) * (of - done) / (done - first.Value.Done);
        say(string.Create(CultureInfo.InvariantCulture, $"{begin}{done} of {of} {what}, {left:h\\:mm\\:ss} left"));
    }
}
