using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Tests.Synthesis;

/// <summary>A tiny model whose null reference is not zero, with two requests of different lengths.</summary>
internal sealed class GuidedModel : IDisposable
{
    private readonly TinyRun tiny = new();

    public GuidedModel(params string[] settings)
    {
        Options = tiny.Options(["model.referenceDropout=0.2", .. settings]);
        Corpus = TinyRun.Corpus(Options);
        Model = RunAssembly.BuildModel(Options, Corpus.Inventory, CPU);
        Model.eval();
        using var off = no_grad();
        foreach (var (_, vector) in Model.named_parameters().Where(entry => entry.name.StartsWith("nullReference.")))
            vector.fill_(0.5);
    }

    public RunOptions Options { get; }

    public PreparedCorpus Corpus { get; }

    public SynthesisModel Model { get; }

    public IReadOnlyList<SynthesisRequest> Requests =>
    [
        new(Corpus.HeldOut[0].PhonemeIds, Corpus.Training[0], Seed: 5),
        new(Corpus.Training[1].PhonemeIds[..7], Corpus.Training[2], Seed: 6)
    ];

    public EstimatorInput Question() => new SpeechBatch(Model, Requests, Options.Synthesis, CPU).Question;

    public void Dispose()
    {
        Model.Dispose();
        tiny.Dispose();
    }
}
