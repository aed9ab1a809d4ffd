using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Tests.Training;
using Melange.Host.Vocoding;

namespace Melange.Host.Tests.Vocoding;

/// <summary>Learning from what a model predicts: its own mel-spectrograms, as long as the recordings.</summary>
public sealed class PredictedMelsTests : IDisposable
{
    private readonly TinyVocoder vocoder = new();

    [Fact]
    public void Of_AModelOfTheCorpus_AreAsLongAsTheRecordingsAndNotThese()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var corpus = TinyRun.Corpus(model.Options);
        var told = new List<(int, int)>();

        var mels = PredictedMels.Of(model, corpus, seed: 1, (done, of) => told.Add((done, of)));

        Assert.All(corpus.Utterances, utterance =>
        {
            var mel = mels[utterance.Source.Id].Read();
            Assert.Equal(utterance.Mel.Read().shape, mel.shape);
            Assert.True((mel - utterance.Mel.Read()).abs().mean().item<float>() > 0.1);
        });
        Assert.Equal([(8, 10), (10, 10)], told);
    }

    [Fact]
    public void Of_SameSeed_AreTheSame()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var corpus = TinyRun.Corpus(model.Options);
        var id = corpus.Utterances[0].Source.Id;

        var values = new[] { 1, 1, 2 }.Select(seed =>
            PredictedMels.Of(model, corpus, seed, (_, _) => { })[id].Read().mean().item<float>()).ToList();

        Assert.Equal(values[0], values[1]);
        Assert.NotEqual(values[0], values[2]);
    }

    [Fact]
    public void Of_OtherLogMelsOrAnotherCorpus_SaysWhatDiffers()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var utterances = TinyRun.Corpus(model.Options).Utterances.Select(utterance => utterance.Source);
        var other = PreparedCorpus.Of(
            [.. utterances.Select(utterance => utterance with { Speaker = "nobody" })], new() { MelFloor = 1e-4 });

        var faults = Faults(() => PredictedMels.Of(model, other, seed: 1, (_, _) => { }));

        Assert.StartsWith(
            "vocoder.predictedBy: the model was trained on another corpus: ~ speakers slt -> nobody\n"
            + "vocoder.predictedBy: the model speaks other log-mels than those of features: "
            + "melFloor 1E-05, not 0.0001.", faults);
    }

    [Fact]
    public void Of_CorpusWithoutTimes_NamesAnUtteranceWithoutThem()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var corpus = Timeless.Corpus(model.Options, oneIn: 3);

        var faults = Faults(() => PredictedMels.Of(model, corpus, seed: 1, (_, _) => { }));

        Assert.Contains(
            "each utterance must tell when its phonemes sound, for a model to speak it as long, but '", faults);
    }

    [Fact]
    public void Run_PredictedBy_LearnsFromTheModel()
    {
        using (Model()) { }
        var own = vocoder.Train("own");

        var tuned = vocoder.Train("tuned", settings: $"vocoder.predictedBy={vocoder.Folder}/model");

        Assert.Contains("10 of 10 utterances spoken by model", vocoder.Told);
        Assert.NotEqual(
            TinyVocoder.StateOf(own).Vocoder!.Losses[0].Mel, TinyVocoder.StateOf(tuned).Vocoder!.Losses[0].Mel);
    }

    public void Dispose() => vocoder.Dispose();

    private static string Faults(Action action) => Assert.Throws<FaultException>(action).Message;

    // An export of a model that was hardly trained.
    private ModelFolder Model()
    {
        var options = vocoder.Run.Options("training.steps=3");
        var corpus = TinyRun.Corpus(options);
        using var training = new TinyTraining(options, corpus);
        var path = $"{vocoder.Folder}/model";
        ModelWriter.Write(path, CheckpointOrigin.Of(
            LayeredConfig.Read(vocoder.Run.File, []), TinyRun.Catalog, corpus.Inventory) with
        {
            Mel = options.Features
        }, training.Model.state_dict());
        return ModelFolder.Open(path, new(), TinyRun.Catalog);
    }
}
