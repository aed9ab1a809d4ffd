using System.Globalization;

namespace Melange.Host.Probing;

/// <summary>What the files of a probe call times and tensors.</summary>
internal static class ProbeNames
{
    /// <summary>A diffusion time: <c>t0.55</c>.</summary>
    public static string Of(double time) => "t" + Digits(time);

    /// <summary>A diffusion time alone: <c>0.55</c>.</summary>
    public static string Digits(double time) => time.ToString("0.00####", CultureInfo.InvariantCulture);

    /// <summary>A tensor of a probe: <c>t0.55/down.0/hidden</c>, the reference before it where there are two.</summary>
    public static string Of(
        ProbeResult result, WatchedReference reference, double time, (string Site, string Quantity) key)
    {
        var name = $"{Of(time)}/{key.Site}/{key.Quantity}";
        return result.References.Count > 1 ? $"{reference.Reference.Source.Id}/{name}" : name;
    }
}
