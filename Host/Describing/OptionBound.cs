using System.Globalization;

namespace Melange.Host.Describing;

/// <summary>One end of the range that the documentation of an option states.</summary>
/// <param name="Text">What is written there: a number, or the name of another option.</param>
/// <param name="IsExclusive">Whether the bound itself is out of range.</param>
public sealed record OptionBound(string Text, bool IsExclusive)
{
    /// <summary>The bound; null where it is what another option says.</summary>
    public double? Number =>
        double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
