using Melange.Host.Aligning;
using Melange.Host.Assembly;
using Melange.Host.Features;
using Melange.Testing;

namespace Melange.Host.Tests.Aligning;

public sealed class ReferenceAlignerTests : IDisposable
{
    private readonly TinyRun tiny = new();
    private readonly PreparedCorpus corpus;
    private readonly SynthesisModel model;
    private readonly ReferenceAligner aligner;

    public ReferenceAlignerTests()
    {
        var options = tiny.Options(
            "model.encoder.conditions=[\"speaker\"]", "features.melMean=-6", "features.melDeviation=2");
        corpus = TinyRun.Corpus(options);
        model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);
        aligner = new(model, CPU);
    }

    public void Dispose()
    {
        model.Dispose();
        tiny.Dispose();
    }

    [Fact]
    public void Align_AudioMadeOfThePriorItself_FindsEveryDuration()
    {
        using var scope = NewDisposeScope();
        var utterance = corpus.Training[0];
        var durations = utterance.PhonemeIds.Select((_, i) => i % 4 + 1L).ToArray();
        var mean = Mean(utterance);                                                 // [M, P]
        var mel = 2 * mean.index_select(1, tensor(FrameAlignment.PhonemeOfFrames(durations))) - 6;

        var found = aligner.Align(mel, utterance.PhonemeIds, (utterance.Speaker, utterance.Emotion));

        Assert.Equal(durations, found.Durations);
    }

    [Fact]
    public void Align_Recording_GivesTheLikelihoodOfItsPathAFrame()
    {
        using var scope = NewDisposeScope();
        var utterance = corpus.Training[0];

        var found = Align(utterance);

        var positions = tensor(FrameAlignment.PhonemeOfFrames(found.Durations));
        var spread = Mean(utterance).index_select(1, positions);                    // [M, T]
        var density = distributions.Normal(spread, ones(1)).log_prob((utterance.Mel.Read() + 6) / 2);
        Assert.Equal(density.sum(dim: 0).mean().item<float>(), found.LogLikelihood, 1e-2); // of some hundred nats
    }

    [Fact]
    public void Align_ModelInTraining_DropsNothingOut()
    {
        model.train();

        var first = Align(corpus.Training[1]);
        var second = Align(corpus.Training[1]);

        Assert.Equal(first.LogLikelihood, second.LogLikelihood);
    }

    [Fact]
    public void Align_Repeated_LeavesNoTensorBehind() =>
        TensorAssert.NoneLeftBehind(() => Align(corpus.Training[0]));

    [Theory]
    [InlineData(new long[] { 1, 2, 3, 4 }, 0, 0,
        "phonemeIds must be at least 1 and at most the 3 frames of the reference, one each, but was 4.")]
    [InlineData(new long[] { }, 0, 0,
        "phonemeIds must be at least 1 and at most the 3 frames of the reference, one each, but was 0.")]
    [InlineData(new long[] { 1, 0 }, 0, 0, "each of phonemeIds must be 1 to 41, as the model knows them, but was 0.")]
    [InlineData(new long[] { 1, 99 }, 0, 0, "each of phonemeIds must be 1 to 41, as the model knows them, but was 99.")]
    [InlineData(new long[] { 1 }, 1, 0, "speaker must be 0 to 0, as the model knows them, but was 1.")]
    [InlineData(new long[] { 1 }, 0, -1, "emotion must be 0 to 0, as the model knows them, but was -1.")]
    public void Align_WhatTheModelLacks_IsRefused(long[] ids, int speaker, int emotion, string message)
    {
        using var scope = NewDisposeScope();

        var fault = Assert.Throws<ArgumentException>(() => aligner.Align(zeros(80, 3), ids, (speaker, emotion)));

        Assert.Equal(message, fault.Message);
    }

    private ReferenceAlignment Align(PreparedUtterance utterance)
    {
        using var mel = utterance.Mel.Read();
        return aligner.Align(mel, utterance.PhonemeIds, (utterance.Speaker, utterance.Emotion));
    }

    private Tensor Mean(PreparedUtterance utterance) // [M, P]
    {
        using var off = no_grad();
        model.eval();
        var reference = model.Condition(Collation.References([utterance], CPU));
        var phonemes = tensor(utterance.PhonemeIds).unsqueeze(0);
        var everyPhoneme = ones(phonemes.shape, dtype: ScalarType.Bool);
        return model.Encoder.Encode(new(phonemes, everyPhoneme, SynthesisModel.Averages(reference))).Mean[0];
    }
}
