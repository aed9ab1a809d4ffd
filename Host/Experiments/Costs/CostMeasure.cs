using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Plugins;
using Melange.Host.Runs;

namespace Melange.Host.Experiments.Costs;

/// <summary>Counts and times one score of a trained model, at a size that is the same for all variants.</summary>
internal static class CostMeasure
{
    /// <summary>Target and reference frames: about two seconds with a hop of 256 samples at 22 050 Hz, the segments that
    /// Grad-TTS is trained on.</summary>
    public const int Frames = 172;

    private const int Phonemes = 20; // the estimator sees frames only
    private const int Times = 5;

    /// <summary>Measures.</summary>
    /// <param name="model">The model, and where it lives.</param>
    /// <param name="built">What was built for it.</param>
    /// <param name="options">The run.</param>
    /// <param name="utterance">Any utterance, whose frames are repeated.</param>
    public static ModelCost Of((SynthesisModel Model, Device Device) model, IReadOnlyList<BuiltPart> built,
        RunOptions options, PreparedUtterance utterance)
    {
        var size = new PassSize(1, Frames, Frames, Phonemes);
        var (pass, sites) = (new DryPass(model.Model, utterance, model.Device), new SiteShapes());
        var shapes = pass.Run(size, sites);
        var scored = new PartInventory(built, [.. options.Model.Conditioning.Keys])
            .List((size, sites, shapes), (size, sites)).Where(part => part.IsScored).ToList();
        using var low = LowPrecisionEstimator.For(model.Model, options, model.Device);
        return new(Frames, scored.Sum(part => part.Score), scored.Any(part => part.IsEstimated && part.Score > 0))
        {
            ScoreSeconds = pass.ScoreSeconds(size, low ?? model.Model.Estimator, Times)
        };
    }
}
