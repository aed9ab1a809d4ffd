using Melange.Host.Experiments;
using Melange.Host.Features;

namespace Melange.Host.Tests.Experiments;

public sealed class CorpusRecordingsTests
{
    private static readonly Utterance Sad = new("a", "At.", "anna", "sad", new float[10 * 256], ["ae", "t"],
        EndSeconds: [0.064, 0.16], IsHeldOut: false);

    private static readonly Utterance Happy = Sad with { Id = "b", Emotion = "happy" };

    [Fact]
    public void OfSameText_Utterance_AreItsSpeakersInEveryStyle()
    {
        using var scope = NewDisposeScope();
        var recordings = Of(Sad, Happy, Sad with { Id = "c", Speaker = "ben" }, Sad with { Id = "d", Text = "Tat." });

        var same = recordings.OfSameText(Sad);

        Assert.Equal(["a", "b"], same.Select(recording => recording.Id));
        Assert.Equal(["sad", "happy"], same.Select(recording => recording.Emotion));
        Assert.Equal([10 * 256], same[0].ReadAudio().shape);
        Assert.Equal([80, 10], same[0].ReadLogMel().shape);
        Assert.Equal([new("ae", 0, 0.064), new("t", 0.064, 0.16)], same[0].Phonemes);
    }

    [Fact]
    public void OfSameText_AskedAgain_GivesTheSameObjects()
    {
        using var scope = NewDisposeScope();
        var recordings = Of(Sad, Happy);

        Assert.Same(recordings.OfSameText(Sad)[1], recordings.OfSameText(Happy)[1]);
        Assert.Same(recordings.OfSameText(Sad)[0], recordings.Training[0]);
    }

    [Fact]
    public void Training_HeldOutUtterances_AreNoneOfIt()
    {
        using var scope = NewDisposeScope();
        var recordings = Of(Sad, Sad with { Id = "b", IsHeldOut = true }, Sad with { Id = "c", EndSeconds = null });

        Assert.Equal(["a", "c"], recordings.Training.Select(recording => recording.Id));
        Assert.Empty(recordings.Training[1].Phonemes);
    }

    private static CorpusRecordings Of(params Utterance[] utterances) =>
        new(PreparedCorpus.Of(utterances, new AudioFormat()));
}
