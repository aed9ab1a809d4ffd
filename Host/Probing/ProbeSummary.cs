using System.Globalization;

namespace Melange.Host.Probing;

/// <summary>Says in words what a probe did: the times it took, and the maps that it could not keep.</summary>
public static class ProbeSummary
{
    /// <summary>The lines to print.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="result">What was kept.</param>
    public static IEnumerable<string> Lines(ProbeQuestion question, ProbeResult result)
    {
        var times = question.Times.Zip(result.TakenTimes,
            (asked, taken) => string.Create(CultureInfo.InvariantCulture, $"{asked} at {taken}"));
        yield return $"Text: {question.Text}";
        yield return $"Diffusion times, at the sampler's nearest call: {string.Join(", ", times)}";
        var leftOut = LeftOut(result).ToList();
        if (leftOut.Count == 0)
            yield break;
        var megabytes = Megabytes(question.MapBytes);
        yield return $"The cap on attention maps, {megabytes} (--map-megabytes), left out {leftOut.Count} of them:";
        foreach (var line in leftOut)
            yield return "  " + line;
    }

    private static IEnumerable<string> LeftOut(ProbeResult result) =>
        from reference in result.References
        from time in reference.Times
        from map in time.Probe.LeftOut
        let name = ProbeNames.Of(result, reference, time.Time, (map.Site, map.Quantity))
        let instead = map.Quantity == ProbeQuantity.AttentionMapByBin ? "left pooled over bins" : "left out"
        select $"{name}: {instead}; it would have taken {Megabytes(map.Bytes)}";

    private static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / ProbeQuestion.BytesOfMegabyte:0.##} MB");
}
