using System.Globalization;

namespace Melange.Plugins;

/// <summary>The tier of a TextGrid that says which phoneme sounds when.</summary>
internal static class PhonemeTier
{
    private const double ToleranceSeconds = 0.001;

    /// <summary>The intervals of a tier, without gaps, from the audio's start to its end.</summary>
    /// <remarks>Times that are off by 1 ms at most are put right; more is a fault.</remarks>
    /// <param name="grid">The TextGrid.</param>
    /// <param name="name">Name of the tier; of several the first is taken.</param>
    /// <param name="file">The file that messages name.</param>
    /// <param name="audioSeconds">Duration of the audio in seconds; null where it is not known.</param>
    /// <exception cref="FaultException">The tier is missing, or an interval is not as stated.</exception>
    public static IReadOnlyList<TextGridInterval> Read(
        TextGridFile grid, string name, CorpusFile file, double? audioSeconds)
    {
        var tier = Find(grid, name, file);
        if (tier.Intervals is null)
            throw file.Failure(tier.Line, $"tier '{name}' must be an IntervalTier, but is a TextTier.");
        if (tier.Intervals.Count == 0)
            throw file.Failure(tier.Line, $"tier '{name}' must have at least one interval, but has none.");
        var faults = new List<Fault>();
        var fitted = new List<TextGridInterval>();
        foreach (var interval in tier.Intervals)
        {
            faults.AddRange(Problems(interval, fitted.LastOrDefault()).Select(text => file.Fault(interval.Line, text)));
            fitted.Add(interval with { StartSeconds = fitted.Count == 0 ? 0 : fitted[^1].EndSeconds });
        }
        var last = fitted[^1];
        if (audioSeconds is { } end && IsOff(last.EndSeconds, end))
            faults.Add(file.Fault(last.Line,
                $"'{last.Label}' must end with the audio at {Shown(end)} s, but ends at {Shown(last.EndSeconds)} s."));
        fitted[^1] = last with { EndSeconds = audioSeconds ?? last.EndSeconds };
        return faults.Count == 0 ? fitted : throw new FaultException(faults);
    }

    private static TextGridTier Find(TextGridFile grid, string name, CorpusFile file)
    {
        var names = grid.Tiers.Select(tier => tier.Name).ToList();
        var known = names.Count == 0 ? "none" : string.Join(", ", names);
        return grid.Tiers.FirstOrDefault(tier => tier.Name == name)
            ?? throw file.Failure(0, $"no tier is called '{name}'.{NearestName.Suggest(name, names)} Known: {known}.");
    }

    private static IEnumerable<string> Problems(TextGridInterval interval, TextGridInterval? before)
    {
        var (start, end) = (interval.StartSeconds, interval.EndSeconds);
        if (interval.Label.Length == 0)
            yield return $"the interval from {Shown(start)} s to {Shown(end)} s must have a label, but has none.";
        if (end <= start)
            yield return $"'{interval.Label}' must end after its start, {Shown(start)} s, but ends at {Shown(end)} s.";
        if (before is null && IsOff(start, 0))
            yield return $"'{interval.Label}' must begin with the audio at 0 s, but begins at {Shown(start)} s.";
        if (before is not null && IsOff(start, before.EndSeconds))
            yield return $"'{interval.Label}' must begin at {Shown(before.EndSeconds)} s, where '{before.Label}' ends, "
                + $"but begins at {Shown(start)} s: {(start > before.EndSeconds ? "a gap" : "an overlap")}.";
    }

    private static bool IsOff(double seconds, double expectedSeconds) =>
        Math.Abs(seconds - expectedSeconds) > ToleranceSeconds;

    private static string Shown(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);
}
