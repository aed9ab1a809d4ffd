namespace Melange.Plugins;

/// <summary>Rules that the options of all starting noises share.</summary>
internal static class NoiseRules
{
    /// <summary>One sentence a broken rule.</summary>
    public static IEnumerable<string> Problems(double temperature)
    {
        if (temperature is not (> 0 and < double.PositiveInfinity))
            yield return $"Temperature must be above 0 and finite, but was {temperature}.";
    }
}
