using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;

namespace Melange.Bench;

/// <summary>A whole model of a shipped variant, with fresh weights, and utterances of one length.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Options">Its config.</param>
/// <param name="Corpus">What it is trained on and speaks.</param>
/// <param name="Model">Its weights.</param>
internal sealed record ModelCase(string Name, RunOptions Options, PreparedCorpus Corpus, SynthesisModel Model)
{
    /// <summary>Frames of each utterance: 2.75 s.</summary>
    public const int Frames = 172;

    private static readonly string[] Sizes = ["small", "full"], Designs = ["f2f", "f2b"];

    /// <summary>f2f and f2b in the demo's size, and in full size with four items a batch.</summary>
    /// <param name="settings">What is changed for all.</param>
    public static IReadOnlyList<ModelCase> All(params string[] settings) =>
    [
        .. from size in Sizes
           from attention in Designs
           select Build(size, attention, settings)
    ];

    /// <summary>A model of a size and a design.</summary>
    /// <param name="size">A variant of <c>experiments/variants</c>.</param>
    /// <param name="attention">The design.</param>
    /// <param name="settings">What is changed.</param>
    public static ModelCase Build(string size, string attention, params string[] settings)
    {
        string[] batch = size == "full" ? ["training.batchSize=4", $"training.segmentFrames={Frames}"] : [];
        var options = Repository.Variant(size, [
            $"model.estimator.attention.use={attention}", "training.encoderSteps=0", "threads=2", .. batch, .. settings
        ]);
        var corpus = PreparedCorpus.Of(
            SameLength.Of(RunAssembly.ReadCorpus(options), Frames, options.Features), options.Features);
        var model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);
        return new(size == "small" ? $"demo {attention}" : $"full {attention}", options, corpus, model);
    }
}
