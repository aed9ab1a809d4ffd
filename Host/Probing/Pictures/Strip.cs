namespace Melange.Host.Probing.Pictures;

/// <summary>One phoneme at one site and diffusion time.</summary>
/// <param name="Time">The diffusion time.</param>
/// <param name="Sides">One a reference; null where no map was kept.</param>
/// <param name="Height">Height in CSS pixels.</param>
internal sealed record Strip(double Time, List<Side?> Sides, int Height)
{
    /// <summary>Whether there is anything to draw.</summary>
    public bool HasMap => Sides.Exists(side => side is not null);
}

/// <summary>A strip for one reference.</summary>
/// <param name="Map">The whole map.</param>
/// <param name="Rows">The rows of the phoneme.</param>
internal sealed record Side(SiteMap Map, PhonemeRows Rows);
