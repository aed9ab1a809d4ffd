using Melange.Host.Features;
using Melange.Host.Tests.Training;
using Melange.Host.Training;
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
            .Single(trainable => trainable.Id == "hifi-gan").Create(TinyVocoder.Own, MelFilterbank.Of));
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
    public void Trainer_LossThatIsNotFinite_SaysWhatToDo()
    {
        var options = vocoder.Options().Training;
        var folder = new VocoderFolder($"{vocoder.Folder}/run");
        var corpus = TinyRun.Corpus(vocoder.Run.Options());
        using var listening = new VocoderListening(
            model.Networks.Generator, corpus, utterance => utterance.Mel.Read(), (options.Validation, folder, CPU));
        var pieces = new VocoderPieces(
            [corpus.Training[0]], utterance => full_like(utterance.Mel.Read(), float.NaN), options, seed: 1);
        var id = corpus.Training[0].Source.Id;

        var trainer = new VocoderTrainer(model, options, pieces, listening);
        var diverged = Assert.Throws<DivergenceException>(() => trainer.Run(
            TinyRun.Checkpoints(folder.Checkpoint, vocoder.Run.Options(), corpus.Inventory), (folder.Tensorboard, CPU),
            _ => { }, CancellationToken.None));

        Assert.StartsWith("Step 1: a loss is not finite: ", diverged.Message);
        Assert.EndsWith($"Its utterances: {id}, {id}.\nThe last good checkpoint: none yet.\n"
            + "Lower training.learningRate, or look at these utterances.", diverged.Message);
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
