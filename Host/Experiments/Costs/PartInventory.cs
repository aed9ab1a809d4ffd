using Melange.Host.Plugins;
using static TorchSharp.torch.nn;

namespace Melange.Host.Experiments.Costs;

/// <summary>Lists the parts of a model with shapes, weights and work.</summary>
/// <param name="parts">What was built for the model, parts of a part before it.</param>
/// <param name="conditions">Names of the conditioners, in the order in which they were built.</param>
internal sealed class PartInventory(IReadOnlyList<BuiltPart> parts, IReadOnlyList<string> conditions)
{
    private const int PassesOfStep = 3; // forward, gradient of the inputs, gradient of the weights

    /// <summary>Lists them: conditioners, encoder, estimator, then its sites in the order of the network.</summary>
    /// <param name="score">Size and sites of the score; shapes of what whole parts gave, by place.</param>
    /// <param name="step">Size and sites of a training step.</param>
    public IReadOnlyList<DryPart> List(
        (PassSize Size, SiteShapes Sites, IReadOnlyDictionary<string, long[]> Shapes) score,
        (PassSize Size, SiteShapes Sites) step)
    {
        var whole = parts.Where(part => part.Site is null && PlaceOf(part).Length > 0)
            .OrderBy(part => part.Instance is IEstimator ? 2 : part.Instance is ITextEncoder ? 1 : 0);
        var bySite = parts.Where(part => part.Site is not null)
            .OrderBy(part => score.Sites.Sites.ToList().IndexOf(part.Site!.Name));
        return [.. whole.Concat(bySite).Select(part =>
        {
            var (here, there) = (SizeFor(part, score.Size, score.Sites), SizeFor(part, step.Size, step.Sites));
            return new DryPart(PlaceOf(part), part.Site?.Name ?? "", part.Part.Id,
                $"{part.Part.Plugin.Id}@{part.Part.Plugin.Version}",
                ShapeText(part.Site is null ? score.Shapes.GetValueOrDefault(PlaceOf(part))
                    : score.Sites.OutputOf(part.Site.Name)),
                Own(part), Work(part, here), PassesOfStep * Work(part, there), part.Instance is not IStatesCost);
        })];
    }

    // Of a part that states nothing every weight is taken to meet every position once.
    private long Work(BuiltPart part, PassSize size) => part.Instance is IStatesCost stating
        ? stating.MultiplyAdds(size)
        : size.Batch * Own(part) * part.Instance switch
        {
            IConditioner => size.ReferenceFrames,
            ITextEncoder => size.Phonemes,
            _ => size.TargetFrames * BinsOf(part)
        };

    // An estimator's positions are those that it states for its sites: one of one dimension has sites of one bin.
    private long BinsOf(BuiltPart part) => part.Site?.Bins
        ?? parts.Select(other => other.Site?.Bins).Max() ?? (part.Context as EstimatorContext)?.Bins ?? 1;

    private static PassSize SizeFor(BuiltPart part, PassSize pass, SiteShapes sites) =>
        part.Site is null ? pass : sites.SizeOf(part.Site.Name, pass);

    private long Own(BuiltPart part) => part.Instance is IEstimator
        ? Count(part.Instance) - parts.Where(other => other.Site is not null).Sum(other => Count(other.Instance))
        : Count(part.Instance);

    private static long Count(object part) => part is Module module
        ? module.parameters().Where(weight => weight.requires_grad).Sum(weight => weight.NumberOfElements) : 0;

    private string PlaceOf(BuiltPart part) => part.Instance switch
    {
        IConditioner => $"model.conditioning.{conditions[Conditioners().IndexOf(part)]}",
        ITextEncoder => "model.encoder",
        IEstimator => "model.estimator",
        _ when part.Site is not null => $"model.estimator.{part.Part.Slot}",
        _ => ""
    };

    private List<BuiltPart> Conditioners() => [.. parts.Where(part => part.Instance is IConditioner)];

    private static string ShapeText(long[]? shape) => shape is null ? "" : $"[{string.Join(", ", shape)}]";
}
