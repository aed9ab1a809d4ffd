using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Features;

namespace Melange.Host.Tests.Aligning;

public sealed class BatchAlignerTests : IDisposable
{
    private readonly TinyRun tiny = new();
    private readonly PreparedCorpus corpus;
    private readonly SynthesisModel model;

    public BatchAlignerTests()
    {
        var options = tiny.Options("model.encoder.conditions=[\"speaker\"]");
        corpus = TinyRun.Corpus(options);
        model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);
        model.eval();
    }

    public void Dispose()
    {
        model.Dispose();
        tiny.Dispose();
    }

    [Fact]
    public void Targets_SomeWithoutTimes_AlignsThoseToTheirRowOfThePrior()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var timed = corpus.Training.Take(4).ToList();
        var mean = randn([4, 80, timed.Max(item => item.PhonemeIds.Length)], generator: random); // [B, M, P]
        var targets = timed.Select((item, i) => i % 2 == 0 ? item : Timeless.Of(item) with
        {
            Mel = new(mean[i].index_select(1, tensor(item.Positions)))              // every frame is its prior's mean
        }).ToList();

        var aligned = BatchAligner.Targets(targets, mean);

        Assert.Same(targets[0], aligned[0]);
        Assert.Same(targets[2], aligned[2]);
        Assert.Equal(timed[1].Durations, aligned[1].Durations);
        Assert.Equal(timed[3].Durations, aligned[3].Durations);
        Assert.Same(targets[3].Mel, aligned[3].Mel);
    }

    [Fact]
    public void Targets_PriorThatLearns_PassesNoGradient()
    {
        using var scope = NewDisposeScope();
        var target = Timeless.Of(corpus.Training[0]);
        var mean = zeros([1, 80, target.PhonemeIds.Length], requires_grad: true);

        var aligned = BatchAligner.Targets([target], mean);

        Assert.Equal(target.Frames, aligned[0].KnownDurations.Sum());
        Assert.Null(mean.grad);
    }

    [Fact]
    public void References_SomeWithoutTimes_AlignsThoseAsTheReferenceAlignerDoes()
    {
        using var scope = NewDisposeScope();
        var references = corpus.Training.Take(3).Select((item, i) => i == 1 ? item : Timeless.Of(item)).ToList();

        var aligned = new BatchAligner(model).References(references, CPU);

        var alone = new ReferenceAligner(model, CPU);
        Assert.Same(references[1], aligned[1]);
        Assert.Equal(alone.Align(references[0]).Durations, aligned[0].Durations);
        Assert.Equal(alone.Align(references[2]).Durations, aligned[2].Durations);
        Assert.NotEqual(corpus.Training[2].Durations, aligned[2].Durations); // nothing is learned yet
    }

    [Fact]
    public void References_EveryOneWithTimes_DrawsNoRandomNumbers()
    {
        model.train();
        manual_seed(7);
        new BatchAligner(model).References(corpus.Training, CPU);
        var after = rand(1).item<float>();
        manual_seed(7);

        Assert.Equal(rand(1).item<float>(), after);
    }
}
