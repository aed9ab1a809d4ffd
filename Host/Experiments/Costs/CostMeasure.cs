using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Plugins;
using Melange.Host.Runs;

namespace Melange.Host.Experiments.Costs;

/// <summary>Counts and times one score of a model, at a size that is the same for all variants.</summary>
internal static class CostMeasure
{
    /// <summary>Target and reference frames: about two seconds with a hop of 256 samples at 22 050 Hz, the segments
    /// that Grad-TTS is trained on.</summary>
    public const int Frames = 172;

    private const int Phonemes = 20; // the estimator sees frames only
    private const int Times = 5;

    private static readonly PassSize Size = new(1, Frames, Frames, Phonemes);

    /// <summary>Counts the work of one score.</summary>
    /// <param name="model">The model, and where it lives.</param>
    /// <param name="built">What was built for it.</param>
    /// <param name="conditions">Names of its conditioners.</param>
    /// <param name="utterance">Any utterance, whose frames are repeated.</param>
    public static ModelCost Work((SynthesisModel Model, Device Device) model, IReadOnlyList<BuiltPart> built,
        IEnumerable<string> conditions, PreparedUtterance utterance)
    {
        var (pass, sites) = (new DryPass(model.Model, utterance, model.Device), new SiteShapes());
        var shapes = pass.Run(Size, sites);
        var scored = new PartInventory(built, [.. conditions])
            .List((Size, sites, shapes), (Size, sites)).Where(part => part.IsScored).ToList();
        return new(Frames, scored.Sum(part => part.Score), scored.Any(part => part.IsEstimated && part.Score > 0));
    }

    /// <summary>Times one score, in the run's precision.</summary>
    /// <returns>The median, in seconds.</returns>
    public static double ScoreSeconds(
        (SynthesisModel Model, Device Device) model, RunOptions options, PreparedUtterance utterance)
    {
        using var low = LowPrecisionEstimator.For(model.Model, options, model.Device);
        return new DryPass(model.Model, utterance, model.Device)
            .ScoreSeconds(Size, low ?? model.Model.Estimator, Times);
    }
}
