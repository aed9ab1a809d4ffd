using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Probing;
using Melange.Host.Synthesis;

namespace Melange.Host.Tests.Probing;

/// <summary>The model of a tiny run, not trained, ready to speak and to be watched.</summary>
internal sealed class FreshModel : IDisposable
{
    private readonly TinyRun tiny = new();
    private readonly SynthesisModel model;

    public FreshModel(params string[] settings)
    {
        Options = tiny.Options(settings);
        Corpus = TinyRun.Corpus(Options);
        model = RunAssembly.BuildModel(Options, Corpus.Inventory, CPU);
        Synthesiser = new Synthesiser(model, Options, CPU);
        Request = new(Corpus.HeldOut[0].PhonemeIds, Corpus.Training[0], Seed: 3);
    }

    public RunOptions Options { get; }

    public PreparedCorpus Corpus { get; }

    public Synthesiser Synthesiser { get; }

    public SynthesisRequest Request { get; }

    public SiteSurvey Survey()
    {
        using var scope = NewDisposeScope();
        return SiteSurvey.Of(model, Collation.References([Corpus.Training[0]], CPU));
    }

    /// <summary>Hangs a probe on one call of the sampler.</summary>
    public ModelProbe Watch(ModelProbe probe, double[]? times = null)
    {
        Synthesiser.Watch(Request, times ?? [0.5], _ => probe);
        return probe;
    }

    public void Dispose()
    {
        Synthesiser.Dispose();
        model.Dispose();
        tiny.Dispose();
    }
}
