using Melange.Host.Features;
using Melange.Host.Tests.Training;
using Melange.Host.Vocoding;

namespace Melange.Host.Tests.Vocoding;

public sealed class VocoderStepTests : IDisposable
{
    private readonly TinyVocoder vocoder = new();
    private readonly VocoderModel model;
    private readonly IReadOnlyList<PreparedUtterance> utterances;

    public VocoderStepTests()
    {
        manual_seed(1);
        model = new(TinyRun.Catalog.Services<ITrainableVocoder>(_ => { })
            .Single(trainable => trainable.Id == "hifi-gan").Create(TinyVocoder.Own));
        utterances = TinyRun.Corpus(vocoder.Run.Options()).Training;
    }

    [Fact]
    public void Take_OnTheLogMelAlone_LeavesTheDiscriminatorsAsTheyAre()
    {
        var (generator, discriminators) = Bits();
        using var step = Step(utterance => utterance.Mel.Read());

        var report = step.Take(0);

        Assert.Null(report.Losses.Discriminators);
        Assert.Null(report.Losses.Adversarial);
        var after = Bits();
        TinyTraining.AssertSameBits(discriminators, after.Discriminators);
        Assert.All(generator, entry => Assert.NotEqual(entry.Value, after.Generator[entry.Key]));
    }

    [Fact]
    public void Take_AgainstDiscriminators_MovesBothOnce()
    {
        using var step = Step(utterance => utterance.Mel.Read());

        var report = step.Take(2); // after melSteps

        Assert.True(report.Losses is { Adversarial: > 0, Features: > 0, Discriminators: > 0, Mel: > 0 });
        Assert.Empty(report.Suspects);
        // Each half was moved once, by its own loss: a second move would have counted.
        Assert.All(step.Optimiser.state_dict().State.Cast<TorchSharp.Modules.AdamW.State>(),
            state => Assert.Equal(1, state.step));
        Assert.All(model.parameters(), weight => Assert.True(weight.requires_grad));
    }

    [Fact]
    public void Take_LossThatIsNotFinite_NamesTheUtterancesAndMovesNothing()
    {
        var (generator, _) = Bits();
        using var step = Step(utterance => full_like(utterance.Mel.Read(), float.NaN));

        var report = step.Take(0);

        Assert.Equal(2, report.Suspects.Count);
        Assert.All(report.Suspects, id => Assert.Contains(utterances, utterance => utterance.Source.Id == id));
        TinyTraining.AssertSameBits(generator, Bits().Generator);
    }

    [Fact]
    public void Take_Twice_LeavesNoTensorBehind()
    {
        using var step = Step(utterance => utterance.Mel.Read());
        step.Take(2);
        step.Take(3);
        var before = Tensor.TotalCount;

        step.Take(4);

        Assert.Equal(before, Tensor.TotalCount);
    }

    public void Dispose()
    {
        model.Dispose();
        vocoder.Dispose();
    }

    private VocoderStep Step(Func<PreparedUtterance, Tensor> logMel)
    {
        var options = vocoder.Options().Training;
        return new(model, options, new(utterances, logMel, options, seed: 1), CPU);
    }

    private (Dictionary<string, byte[]> Generator, Dictionary<string, byte[]> Discriminators) Bits() =>
        (TinyTraining.Bits(model.Networks.Generator), TinyTraining.Bits(model.Networks.Discriminators));
}
