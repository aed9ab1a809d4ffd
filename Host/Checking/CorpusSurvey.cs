using System.Globalization;

namespace Melange.Host.Checking;

/// <summary>What the recordings of a folder are, all together, and which of them stand out.</summary>
/// <remarks>
/// Silent is a recording whose peak is below −60 dB of full scale; clipped one of whose samples more than 0.1 % lie in
/// runs at full scale; out of place one that takes more than three times, or less than a third, of what its speaker
/// takes for a letter in the median.
/// </remarks>
/// <param name="recordings">The recordings.</param>
internal sealed class CorpusSurvey(IReadOnlyList<FoundRecording> recordings)
{
    private const double SilentPeak = 0.001;
    private const double ClippedShare = 0.001;
    private const double FarFactor = 3;

    /// <summary>Recordings whose audio can be read.</summary>
    public IReadOnlyList<FoundRecording> Heard { get; } = [.. recordings.Where(one => one.Audio is not null)];

    /// <summary>All audio, in seconds.</summary>
    public double Seconds => Heard.Sum(one => one.Audio!.Seconds);

    /// <summary>Sample rates in Hz and channels, with the recordings that have them.</summary>
    public IReadOnlyList<(string Name, int Count)> Rates => Counted(Heard.Select(one => string.Create(
        CultureInfo.InvariantCulture, $"{one.Audio!.RateHz} Hz{(one.Audio.Channels == 1 ? "" : " stereo")}")));

    /// <summary>Emotions, with their recordings.</summary>
    public IReadOnlyList<(string Name, int Count)> Emotions => Counted(recordings.Select(one => one.Emotion));

    /// <summary>Speakers, with their recordings.</summary>
    public IReadOnlyList<(string Name, int Count)> Speakers => Counted(recordings.Select(one => one.Speaker));

    /// <summary>Phonemes, with how often they are said.</summary>
    public IReadOnlyList<(string Name, int Count)> Phonemes => Counted(recordings.SelectMany(one => one.Phonemes));

    /// <summary>How many different texts there are.</summary>
    public int Texts => recordings.Select(one => one.Text).Where(text => text.Length > 0).Distinct().Count();

    /// <summary>Recordings without anything to be heard.</summary>
    public IReadOnlyList<string> Silent =>
        [.. Heard.Where(one => one.Audio!.Peak < SilentPeak).Select(one => one.Name)];

    /// <summary>Recordings that were too loud for their format.</summary>
    public IReadOnlyList<string> Clipped =>
        [.. Heard.Where(one => one.Audio!.ClippedShare > ClippedShare).Select(one => one.Name)];

    /// <summary>Recordings that are far too long or too short for their texts.</summary>
    public IReadOnlyList<string> OutOfPlace =>
    [
        .. Heard.Where(one => Letters(one) > 0).GroupBy(one => one.Speaker).SelectMany(speaker =>
        {
            var usual = Median([.. speaker.Select(Pace)]);
            return speaker.Where(one => Pace(one) > FarFactor * usual || Pace(one) < usual / FarFactor);
        }).Select(one => string.Create(CultureInfo.InvariantCulture,
            $"{one.Name} ({one.Audio!.Seconds:0.0} s for {Letters(one)} letters)"))
    ];

    private static int Letters(FoundRecording one) => one.Text.Count(char.IsLetterOrDigit);

    private static double Pace(FoundRecording one) => one.Audio!.Seconds / Letters(one);

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static List<(string Name, int Count)> Counted(IEnumerable<string> names) =>
        [.. names.CountBy(name => name).OrderByDescending(name => name.Value)
            .ThenBy(name => name.Key, StringComparer.Ordinal).Select(name => (name.Key, name.Value))];
}
