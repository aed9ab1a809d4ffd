using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Experiments;
using Melange.Host.Synthesis;
using Melange.Testing;

namespace Melange.Host.Tests.Experiments;

public sealed class EditCheckTests
{
    private const string Setting = "--set synthesis.edits.x=";

    [Fact]
    public void Run_PhonemesThatTextsHave_FindsNothing()
    {
        using var tiny = new TinyRun();

        Assert.Empty(Faults(tiny, """{ "phonemes": ["ih", "s"], "scale": 2 }"""));
    }

    [Fact]
    public void Run_PhonemeThatTheCorpusLacks_NamesTheNearest()
    {
        using var tiny = new TinyRun();

        var fault = Assert.Single(Faults(tiny, """{ "phonemes": ["ihh"], "scale": 2 }"""));

        Assert.StartsWith("synthesis.edits.x names 'ihh', which the corpus lacks. Did you mean 'ih'? Known: ",
            fault.Message);
        Assert.StartsWith(Setting, fault.File);
    }

    [Fact]
    public void Run_PhonemeThatTheTextsLack_SaysWhichTheyHave()
    {
        using var tiny = new TinyRun();
        var corpus = TinyRun.Corpus(tiny.Options());
        var spoken = EvaluationPairs.Choose(corpus, new()).SelectMany(pair => pair.Target.PhonemeIds).ToHashSet();
        var silent = corpus.Inventory.Phonemes.Skip(1)
            .First(name => !spoken.Contains(corpus.Inventory.PhonemeId(name)));

        var fault = Assert.Single(Faults(tiny, $$"""{ "phonemes": ["{{silent}}"], "scale": 2 }"""));

        Assert.StartsWith($"synthesis.edits.x names '{silent}', which the text lacks: it has ", fault.Message);
    }

    [Fact]
    public void Run_SpanBehindTheReference_SaysHowLongThatIs()
    {
        using var tiny = new TinyRun();

        var fault = Assert.Single(Faults(tiny, """{ "phonemes": ["ih"], "link": "force", "from": 90, "to": 91 }"""));

        Assert.Matches(
            "^synthesis.edits.x.from must lie within every reference, but was 90, and 'slt_neutral_[0-9]+' has [0-9.]+ "
            + "seconds.$", fault.Message);
    }

    [Fact]
    public void Speak_AttentionOfEveryPhonemeScaledToNothing_SpeaksAsWithoutAttention()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var corpus = TinyRun.Corpus(tiny.Options());
        var all = string.Join(", ", corpus.Inventory.Phonemes.Skip(1).Select(phoneme => $"\"{phoneme}\""));

        var plain = Speak(tiny.Options());
        var edited = Speak(tiny.Options($$"""synthesis.edits.x={ "phonemes": [{{all}}], "scale": 0 }"""));
        var without = Speak(tiny.Options("model.estimator.rezero=fixed", "model.estimator.rezeroStart=0"));
        var early = Speak(tiny.Options($$"""synthesis.edits.x={ "phonemes": [{{all}}], "scale": 0, "until": 0.3 }"""));

        TensorAssert.Close(without, edited, 1e-5); // the same sums of float32 values near 1, by another way
        Assert.True(TensorAssert.LargestDifference(plain, edited) > 1e-3, "The edit changes nothing.");
        Assert.True(TensorAssert.LargestDifference(early, edited) > 1e-4, "The share changes nothing.");
        Assert.True(TensorAssert.LargestDifference(early, plain) > 1e-4, "The early steps change nothing.");
    }

    private static Tensor Speak(RunOptions options)
    {
        var corpus = TinyRun.Corpus(options);
        using var model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);
        using var synthesiser = new Synthesiser(model, options, CPU);
        var pair = EvaluationPairs.Choose(corpus, options.Evaluate)[0];
        return synthesiser.Speak(new(pair.Target.PhonemeIds, pair.Reference, Seed: 5)).LogMel;
    }

    private static IReadOnlyList<Fault> Faults(TinyRun tiny, string edit)
    {
        var config = LayeredConfig.Read(tiny.File, [$"synthesis.edits.x={edit}"]);
        var options = OptionsBinder.Bind<RunOptions>(config, TinyRun.Catalog);
        var corpus = TinyRun.Corpus(options);
        var pairs = EvaluationPairs.Choose(corpus, options.Evaluate);
        return new EditCheck(options, corpus.Inventory, config)
            .Run([.. pairs.Select(pair => (pair.Target.PhonemeIds, pair.Reference))]);
    }
}
