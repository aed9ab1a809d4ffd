using Melange.Host.Features;
using Melange.Host.Vocoding;

namespace Melange.Host.Tests.Vocoding;

public sealed class VocoderPiecesTests
{
    [Fact]
    public void At_AnyStep_PairsFramesWithTheirSamples()
    {
        using var scope = NewDisposeScope();
        using var vocoder = new TinyVocoder();
        var corpus = TinyRun.Corpus(vocoder.Run.Options());

        var batch = Pieces(vocoder, corpus.Training, seed: 1).At(step: 3, CPU);

        Assert.Equal([2L, 80, 9], batch.LogMel.shape);
        Assert.Equal([2L, 1, 9 * 256], batch.Audio.shape);
        foreach (var (i, id) in batch.Ids.Index())
        {
            var utterance = corpus.Training.Single(one => one.Source.Id == id);
            var mel = utterance.Mel.Read();
            var start = Enumerable.Range(0, (int)utterance.Frames - 8).Single(at =>
                mel.narrow(1, at, 9).equal(batch.LogMel[i]).all().item<bool>());
            Assert.Equal(utterance.Source.Samples.Skip(start * 256).Take(9 * 256), batch.Audio[i, 0].data<float>());
        }
    }

    [Fact]
    public void At_SameStepOrAnother_DependsOnSeedAndStepAlone()
    {
        using var scope = NewDisposeScope();
        using var vocoder = new TinyVocoder();
        var corpus = TinyRun.Corpus(vocoder.Run.Options()).Training;
        var (first, second) = (Pieces(vocoder, corpus, 1), Pieces(vocoder, corpus, 1));
        first.At(0, CPU);

        Assert.True(first.At(5, CPU).Audio.equal(second.At(5, CPU).Audio).all().item<bool>());
        Assert.False(first.At(6, CPU).Audio.equal(second.At(5, CPU).Audio).all().item<bool>());
        Assert.False(Pieces(vocoder, corpus, 2).At(5, CPU).Audio.equal(second.At(5, CPU).Audio).all().item<bool>());
    }

    [Fact]
    public void At_ShortUtterance_EndsInSilence()
    {
        using var scope = NewDisposeScope();
        using var vocoder = new TinyVocoder();
        var utterance = TinyRun.Corpus(vocoder.Run.Options()).Training[0];
        var options = vocoder
            .Options($"training.segmentFrames={utterance.Frames + 2}", "training.batchSize=1").Training;

        var batch = new VocoderPieces([utterance], one => one.Mel.Read(), options, seed: 1).At(0, CPU);

        Assert.True(batch.LogMel[0].narrow(1, 0, utterance.Frames).equal(utterance.Mel.Read()).all().item<bool>());
        Assert.True(batch.LogMel[0].narrow(1, utterance.Frames, 2).allclose(full(80, 2, Math.Log(1e-5))));
        Assert.Equal(0, batch.Audio[0, 0].narrow(0, utterance.Frames * 256, 512).abs().max().item<float>());
        Assert.Equal(utterance.Source.Samples.Take((int)utterance.Frames * 256),
            batch.Audio[0, 0].narrow(0, 0, utterance.Frames * 256).data<float>());
    }

    private static VocoderPieces Pieces(TinyVocoder vocoder, IReadOnlyList<PreparedUtterance> utterances, int seed) =>
        new(utterances, utterance => utterance.Mel.Read(), vocoder.Options().Training, seed);
}
