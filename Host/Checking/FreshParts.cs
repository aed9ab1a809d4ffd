using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Host.Checking;

/// <summary>Builds each part of a run again from one seed, and judges the weights that it has then.</summary>
/// <param name="built">What was built for the run.</param>
/// <param name="config">The run's config, for the faults' places.</param>
internal sealed class FreshParts(IReadOnlyList<BuiltPart> built, LayeredConfig config)
{
    private const string Estimator = "model.estimator";

    /// <summary>A fault for each weight that no seed decides, and each module that is not registered.</summary>
    /// <remarks>Of a part that is built at several sites, the first is named. An estimator has the weights of what it
    /// builds at its sites: it is judged once all others are as they should be. No module, no weights.</remarks>
    public IReadOnlyList<Fault> Faults()
    {
        var modules = built.Where(part => part.Instance is nn.Module).ToLookup(part => part.Instance is IEstimator);
        var faults = Faults(modules[false]);
        return faults.Count > 0 ? faults : Faults(modules[true]);
    }

    private List<Fault> Faults(IEnumerable<BuiltPart> parts) =>
    [
        .. parts
            .SelectMany(part => FreshWeights.Problems(part.Again).Select(problem => (part, problem)))
            .DistinctBy(found => (found.part.Part.Name, Subject(found.problem)))
            .Select(found => config.FaultAt(found.part.Site is null ? found.part.Place : Estimator,
                $"Plugin {found.part.Part.Plugin}, built as {found.part.Part.Slot} '{found.part.Part.Id}' at "
                    + $"{found.part.Place}: {found.problem}"))
    ];

    // Which weight or field: what memory held that nobody set may be a number at one site and NaN at another.
    private static string Subject(string problem) => string.Join('\'', problem.Split('\'')[..2]);
}
