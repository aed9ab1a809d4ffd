using Melange.Host.Pictures;

namespace Melange.Host.Reports.Evidence;

/// <summary>A phoneme of the target that meets the same phoneme of the reference.</summary>
/// <param name="Target">Its frames in the target.</param>
/// <param name="Reference">Its frames in the reference.</param>
/// <param name="Share">Share of the target frames' attention that lies here, in [0, 1].</param>
internal sealed record PhonemeMeeting(PhonemeRun Target, PhonemeRun Reference, double Share);

/// <summary>Reads phonemes out of an attention map.</summary>
/// <param name="map">Attention of each target frame to each reference frame, <c>[T', R]</c>.</param>
/// <param name="target">Phoneme id of each target frame.</param>
/// <param name="reference">Phoneme id of each reference frame.</param>
internal sealed class AttentionReading(double[,] map, IReadOnlyList<long> target, IReadOnlyList<long> reference)
{
    /// <summary>Every block of the map where both phonemes are the same.</summary>
    public IReadOnlyList<PhonemeMeeting> Meetings()
    {
        var references = PhonemeRun.Of(reference).ToLookup(run => run.Id);
        return [.. PhonemeRun.Of(target).Where(run => run.Id != 0).SelectMany(run =>
            references[run.Id].Select(other => new PhonemeMeeting(run, other, Share(run, other))))];
    }

    /// <summary>Share of all attention that lies on the same phoneme, in [0, 1]; null where there is no
    /// attention.</summary>
    public double? SamePhonemeShare()
    {
        double same = 0, all = 0;
        for (var frame = 0; frame < target.Count; frame++)
            for (var other = 0; other < reference.Count; other++)
            {
                all += map[frame, other];
                same += target[frame] == reference[other] ? map[frame, other] : 0;
            }
        return all > 0 ? same / all : null;
    }

    private double Share(PhonemeRun run, PhonemeRun other)
    {
        double inside = 0, all = 0;
        for (var frame = run.Start; frame < run.End; frame++)
            for (var column = 0; column < reference.Count; column++)
            {
                all += map[frame, column];
                inside += column >= other.Start && column < other.End ? map[frame, column] : 0;
            }
        return all > 0 ? inside / all : 0;
    }
}
