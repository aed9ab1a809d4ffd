using Melange.Host.Assembly;

namespace Melange.Host.Experiments;

/// <summary>One variant with one seed, and where it runs.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Config">The resolved config.</param>
/// <param name="Options">The config, bound.</param>
/// <param name="Folder">The trial's folder.</param>
public sealed record Trial(string Variant, int Seed, LayeredConfig Config, RunOptions Options, TrialFolder Folder)
{
    /// <summary><c>f2f, seed 1</c>.</summary>
    public string Name => $"{Variant}, seed {Seed}";
}
