using Melange.Host.Features;
using Melange.Testing;

namespace Melange.Host.Tests.Features;

public sealed class PreparedCorpusTests
{
    private static readonly AudioFormat Format = new();
    private static readonly Utterance Spoken = new("a", "At.", "anna", "sad", new float[10 * 256], ["ae", "t"],
        EndSeconds: [0.064, 0.16], IsHeldOut: false);

    [Fact]
    public void Of_UtteranceWithTimes_HasTheDurationsOfItsPhonemes()
    {
        var utterance = Prepare(Spoken);

        Assert.True(utterance.IsAligned);
        Assert.Equal([4, 6], utterance.Durations);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 1, 1], utterance.Positions);
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 2, 2], utterance.FramePhonemes);
    }

    [Fact]
    public void Of_UtteranceWithoutTimes_HasNoDurations()
    {
        var utterance = Prepare(Spoken with { EndSeconds = null });

        Assert.False(utterance.IsAligned);
        Assert.Null(utterance.Durations);
        Assert.Equal([1, 2], utterance.PhonemeIds);
        var bug = Assert.Throws<InvalidOperationException>(() => utterance.FramePhonemes);
        Assert.Equal("Bug in Melange: 'a' must be aligned before its phonemes are asked for frame by frame.",
            bug.Message);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Of_MorePhonemesThanFrames_SaysSo(bool hasTimes)
    {
        var labels = Enumerable.Repeat("ae", 11).ToList();
        var ends = labels.Select((_, i) => (i + 1) * 0.16 / 11).ToList();

        var failure = Assert.Throws<FaultException>(
            () => Prepare(Spoken with { Phonemes = labels, EndSeconds = hasTimes ? ends : null }));

        Assert.Equal("a: phonemes must be at least 1 and at most the 10 frames of the audio, one each, but was 11.",
            failure.Message);
    }

    [Fact]
    public void Of_NoPhonemes_SaysSo()
    {
        var failure = Assert.Throws<FaultException>(() => Prepare(Spoken with { Phonemes = [], EndSeconds = null }));

        Assert.Equal("a: phonemes must be at least 1 and at most the 10 frames of the audio, one each, but was 0.",
            failure.Message);
    }

    [Fact]
    public void Of_FewerTimesThanPhonemes_SaysSo()
    {
        var failure = Assert.Throws<FaultException>(() => Prepare(Spoken with { EndSeconds = [0.16] }));

        Assert.Equal("a: endSeconds must be one for each of 2 phonemes, but was 1.", failure.Message);
    }

    [Fact]
    public void Mels_NormalisedFormat_AreNormalisedWithZeroInPadding()
    {
        using var scope = NewDisposeScope();
        var utterances = PreparedCorpus.Of([Spoken, Spoken with { Id = "b", Samples = new float[12 * 256] }],
            Format with { MelMean = Math.Log(1e-5) - 3, MelDeviation = 2 }).Utterances;

        var mels = Collation.Mels(utterances);                                      // [2, 80, 12], of silence

        var expected = full(2, 80, 12, 1.5f);
        expected[0].narrow(1, 10, 2).zero_();
        TensorAssert.Close(expected, mels, 1e-5);
    }

    private static PreparedUtterance Prepare(Utterance utterance) =>
        PreparedCorpus.Of([utterance], Format).Utterances.Single();
}
