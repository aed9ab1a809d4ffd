using Melange.Host.Assembly.Options;
using Melange.Host.Guarding;
using Melange.Host.Plugins;

namespace Melange.Host.Experiments;

/// <summary>What holds of a model whatever it learns, as its parts state it.</summary>
internal static class ModelGuarantees
{
    /// <summary>What all parts of one slot guarantee, at every site.</summary>
    /// <param name="parts">What was built for the model.</param>
    /// <param name="options">The run; a person's links take every guarantee of where attention looks.</param>
    /// <exception cref="PluginException">A part failed to say.</exception>
    public static IReadOnlySet<string> Of(IEnumerable<BuiltPart> parts, RunOptions options) =>
        options.Synthesis.Edits.Values.Any(edit => edit.Link != LinkEdit.None)
            ? new HashSet<string>()
            : parts.GroupBy(part => part.Part.Slot).SelectMany(Shared).ToHashSet();

    private static IEnumerable<string> Shared(IEnumerable<BuiltPart> slot) => slot.Select(StatedBy)
        .Aggregate((shared, stated) => [.. shared.Intersect(stated)]);

    private static IReadOnlyList<string> StatedBy(BuiltPart part) => part.Instance is IStatesGuarantees stating
        ? new PartWatch(part.Part.Name, part.Place).Run(() => stating.Guarantees) : [];
}
