namespace Melange.Host.Runs;

/// <summary>The energy of a state during synthesis, mean over pairs.</summary>
/// <param name="Site">Name of the site; <see cref="Noisy"/> for x_t itself.</param>
/// <param name="Quantity">What was recorded there; <see cref="State"/> of x_t itself.</param>
/// <param name="Time">Diffusion time, to two decimals.</param>
/// <param name="MeanSquare">The energy: Σx²/n.</param>
public sealed record MeanEnergy(string Site, string Quantity, double Time, double MeanSquare)
{
    /// <summary>The site of x_t itself.</summary>
    public const string Noisy = "x_t";

    /// <summary>The quantity of x_t itself.</summary>
    public const string State = "state";
}
