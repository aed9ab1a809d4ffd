using System.Globalization;

namespace Melange.Plugins;

/// <summary>Which phoneme sounds when, as the audio has room for it.</summary>
/// <param name="Intervals">Intervals without gaps, from the audio's start to its end, each with a label.</param>
/// <param name="Repairs">What was put right.</param>
internal sealed record PhonemeTier(IReadOnlyList<TimedInterval> Intervals, TierRepairs Repairs)
{
    private const double ToleranceSeconds = 0.001;
    private const double RoundingSeconds = 1e-6; // a grid's digits

    /// <summary>Reads the tier of a TextGrid.</summary>
    /// <param name="grid">The TextGrid.</param>
    /// <param name="rules">Name of the tier, of several the first is taken, and what is put right.</param>
    /// <param name="file">The file that messages name.</param>
    /// <param name="audioSeconds">Duration of the audio in seconds; null where it is not known.</param>
    /// <exception cref="FaultException">The tier is missing, or an interval is not as stated.</exception>
    public static PhonemeTier Read(TextGridFile grid, TierRules rules, CorpusFile file, double? audioSeconds) =>
        Of(IntervalsOf(grid, rules.Tier, file), rules, file, audioSeconds);

    /// <summary>The intervals of a TextGrid's tier, at least one.</summary>
    /// <exception cref="FaultException">The tier is missing, empty, or of points.</exception>
    public static IReadOnlyList<TimedInterval> IntervalsOf(TextGridFile grid, string name, CorpusFile file)
    {
        var tier = Find(grid, name, file);
        if (tier.Intervals is null)
            throw file.Failure(tier.Line, $"tier '{tier.Name}' must be an IntervalTier, but is a TextTier.");
        return tier.Intervals.Count > 0 ? tier.Intervals : throw file.Failure(
            tier.Line, $"tier '{tier.Name}' must have at least one interval, but has none.");
    }

    /// <summary>Puts intervals right, as the audio has room for them.</summary>
    /// <remarks>
    /// Between intervals 1 ms is put right, at the audio's start and end what the rules allow; more is a fault.
    /// Intervals without a label are silence; those shorter than a frame join the interval before, or at the start the
    /// next.
    /// </remarks>
    /// <param name="intervals">The intervals in the order of the file, at least one.</param>
    /// <param name="rules">What is put right.</param>
    /// <param name="file">The file that messages name.</param>
    /// <param name="audioSeconds">Duration of the audio in seconds; null where it is not known.</param>
    /// <exception cref="FaultException">An interval is not as stated.</exception>
    public static PhonemeTier Of(
        IReadOnlyList<TimedInterval> intervals, TierRules rules, CorpusFile file, double? audioSeconds)
    {
        var named = intervals.Select(item => item.Label.Length > 0 ? item : item with { Label = rules.Silence });
        var (first, last) = (intervals[0], intervals[^1]);
        var faults = Problems([.. named], rules, audioSeconds)
            .Select(problem => file.Fault(problem.Line, problem.Text)).ToList();
        if (faults.Count > 0)
            throw new FaultException(faults);
        var end = audioSeconds ?? last.EndSeconds;
        var joined = Joined(intervals, rules, end);
        var off = Math.Max(Math.Abs(first.StartSeconds), Math.Abs(last.EndSeconds - end));
        return new(joined, new(off, intervals.Count - joined.Count));
    }

    private static TextGridTier Find(TextGridFile grid, string name, CorpusFile file)
    {
        var names = grid.Tiers.Select(tier => tier.Name).ToList();
        var known = names.Count == 0 ? "none" : string.Join(", ", names);
        return grid.Tiers.FirstOrDefault(tier => tier.Name == name)
            ?? throw file.Failure(0, $"no tier is called '{name}'.{NearestName.Suggest(name, names)} Known: {known}.");
    }

    private static IEnumerable<(int Line, string Text)> Problems(
        IReadOnlyList<TimedInterval> intervals, TierRules rules, double? audioSeconds)
    {
        var (first, last) = (intervals[0], intervals[^1]);
        if (IsOff(first.StartSeconds, 0, rules.EdgeSeconds))
            yield return (first.Line, $"'{first.Label}' must begin with the audio at 0 s, but begins at "
                + $"{Shown(first.StartSeconds)} s.");
        else if (first.EndSeconds <= 0 && first.EndSeconds > first.StartSeconds)
            yield return (first.Line, $"'{first.Label}' must end after the audio begins at 0 s, but ends at "
                + $"{Shown(first.EndSeconds)} s.");
        var before = first with { EndSeconds = first.StartSeconds };
        foreach (var interval in intervals)
        {
            foreach (var text in Problems(interval, before))
                yield return (interval.Line, text);
            before = interval;
        }
        if (audioSeconds is not { } end)
            yield break;
        if (IsOff(last.EndSeconds, end, rules.EdgeSeconds))
            yield return (last.Line,
                $"'{last.Label}' must end with the audio at {Shown(end)} s, but ends at {Shown(last.EndSeconds)} s.");
        else if (intervals.Count > 1 && intervals[^2].EndSeconds >= end) // where it begins once that is put right
            yield return (last.Line,
                $"'{last.Label}' must begin before the audio ends at {Shown(end)} s, but begins at "
                + $"{Shown(intervals[^2].EndSeconds)} s.");
    }

    private static IEnumerable<string> Problems(TimedInterval interval, TimedInterval before)
    {
        var (start, end) = (interval.StartSeconds, interval.EndSeconds);
        if (end <= start)
            yield return $"'{interval.Label}' must end after its start, {Shown(start)} s, but ends at {Shown(end)} s.";
        if (IsOff(start, before.EndSeconds, ToleranceSeconds))
            yield return $"'{interval.Label}' must begin at {Shown(before.EndSeconds)} s, where '{before.Label}' ends, "
                + $"but begins at {Shown(start)} s: {(start > before.EndSeconds ? "a gap" : "an overlap")}.";
    }

    private static List<TimedInterval> Joined(IReadOnlyList<TimedInterval> intervals, TierRules rules, double end)
    {
        var joined = new List<TimedInterval>();
        var start = 0.0;
        foreach (var interval in intervals)
        {
            var isLast = ReferenceEquals(interval, intervals[^1]);
            var until = isLast ? end : interval.EndSeconds;
            var isShortRest = interval.Label.Length == 0 && until - start < rules.FrameSeconds - RoundingSeconds;
            if (isShortRest && joined.Count == 0 && !isLast)
                continue; // the next begins with the audio
            if (isShortRest && joined.Count > 0)
                joined[^1] = joined[^1] with { EndSeconds = until };
            else
                joined.Add(new(
                    interval.Line, start, until, interval.Label.Length == 0 ? rules.Silence : interval.Label));
            start = until;
        }
        return joined;
    }

    private static bool IsOff(double seconds, double expectedSeconds, double toleranceSeconds) =>
        Math.Abs(seconds - expectedSeconds) > toleranceSeconds + RoundingSeconds;

    private static string Shown(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);
}
