namespace Melange.Plugins;

/// <summary>Consecutive frames that are all real, or all padding.</summary>
/// <param name="Start">The first of them.</param>
/// <param name="Length">How many they are, at least 1.</param>
/// <param name="IsReal">Whether they are real.</param>
internal readonly record struct FrameRun(int Start, int Length, bool IsReal)
{
    /// <summary>The runs of a mask, in order.</summary>
    public static IReadOnlyList<FrameRun> Of(ReadOnlySpan<bool> mask)
    {
        var runs = new List<FrameRun>();
        for (var start = 0; start < mask.Length;)
        {
            var rest = mask[start..];
            var length = rest.IndexOf(!rest[0]);
            runs.Add(new(start, length < 0 ? rest.Length : length, rest[0]));
            start += runs[^1].Length;
        }
        return runs;
    }
}
