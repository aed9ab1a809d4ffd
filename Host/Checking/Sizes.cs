using System.Globalization;

namespace Melange.Host.Checking;

/// <summary>Amounts as people read them.</summary>
internal static class Sizes
{
    /// <summary>Bytes: <c>41.3 MB</c> (10^6), <c>1.3 GB</c> (10^9).</summary>
    public static string Of(double bytes) => bytes < 1e9
        ? $"{(bytes / 1e6).ToString("f1", CultureInfo.InvariantCulture)} MB"
        : $"{(bytes / 1e9).ToString("f1", CultureInfo.InvariantCulture)} GB";

    /// <summary>A time: <c>40 s</c>, <c>12 min</c>, <c>3.5 h</c>, <c>12 days</c>.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 90 => $"{seconds.ToString("f0", CultureInfo.InvariantCulture)} s",
        < 90 * 60 => $"{(seconds / 60).ToString("f0", CultureInfo.InvariantCulture)} min",
        < 48 * 3600 => $"{(seconds / 3600).ToString("f1", CultureInfo.InvariantCulture)} h",
        _ => $"{(seconds / 86400).ToString("f0", CultureInfo.InvariantCulture)} days"
    };
}
