using Melange.Host.Runs;

namespace Melange.Host.Reports.Evidence;

/// <summary>The plugins behind the results of a report, as its facts name them.</summary>
internal static class PluginFacts
{
    /// <summary>Names each plugin that trained, spoke or measured for a result, and no other.</summary>
    /// <returns><c>Estimator 0.1.0 (2f31c0de)</c>; where results have several states of one, with the trials of each:
    /// <c>Estimator 0.1.0 (2f31c0de): f2f, seed 1</c>. A result of an earlier Melange: <c>unknown: f2f, seed 1</c>.
    /// </returns>
    public static IReadOnlyList<string> Of(IEnumerable<TrialReport> trials)
    {
        var results = trials.Select(trial => trial.Result).ToList();
        var uses = results.SelectMany(result => Of(result.Plugins).Select(stamp => (
            stamp.Id, State: $"{stamp}", Trial: $"{result.Variant}, seed {result.Seed}"))).ToList();
        return
        [
            .. uses.GroupBy(use => use.Id).OrderBy(plugin => plugin.Key, StringComparer.Ordinal).SelectMany(plugin =>
            {
                var states = plugin.GroupBy(use => use.State).ToList();
                return states.Select(state => states.Count == 1
                    ? $"{plugin.Key} {state.Key}"
                    : $"{plugin.Key} {state.Key}: {string.Join(", ", state.Select(use => use.Trial).Distinct())}");
            }),
            .. results.Where(result => result.Plugins is null)
                .Select(result => $"unknown: {result.Variant}, seed {result.Seed}")
        ];
    }

    private static IEnumerable<PluginStamp> Of(ResultPlugins? plugins) =>
        plugins is null ? [] : [.. plugins.Trained, .. plugins.Spoke, .. plugins.Measured];
}
