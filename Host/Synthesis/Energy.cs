namespace Melange.Host.Synthesis;

/// <summary>Energy and mean of a recorded quantity.</summary>
/// <remarks>Over valid entries: those that no padding reaches. Computed in float64.</remarks>
/// <param name="MeanSquare">The energy: Σx²/n; NaN where no entry is valid.</param>
/// <param name="Mean">Σx/n: of a gate its open share, of a rezero its value.</param>
public sealed record Energy(double MeanSquare, double Mean)
{
    /// <summary>Measures a tensor.</summary>
    /// <param name="value">Any shape.</param>
    /// <param name="valid">True where an entry counts, bool, of a shape that broadcasts to the value's; null for
    /// everywhere.</param>
    public static Energy Of(Tensor value, Tensor? valid)
    {
        using var scope = NewDisposeScope();
        var exact = value.detach().to(float64);
        if (valid is not null)
            exact = exact.masked_select(valid.to(exact.device).expand(exact.shape)); // [n]
        return new(exact.square().mean().item<double>(), exact.mean().item<double>());
    }
}

/// <summary>The energy of x_t itself at one call of the sampler.</summary>
/// <param name="Time">Diffusion time of the call.</param>
/// <param name="Energy">Over all bins and frames.</param>
public sealed record StateEnergy(double Time, Energy Energy);

/// <summary>The energy of one quantity of a site at a watched diffusion time.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Quantity">What was recorded: <see cref="ProbeQuantity.Hidden"/>.</param>
/// <param name="Time">Diffusion time.</param>
/// <param name="MeanSquare">The energy over real frames.</param>
public sealed record SiteEnergy(string Site, string Quantity, double Time, double MeanSquare);
