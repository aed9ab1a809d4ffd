using Melange.Host.Checking;

namespace Melange.Host.Tests.Checking;

public sealed class CorpusSurveyTests
{
    private static readonly string Sentence = new('a', 20);

    [Fact]
    public void Counts_Recordings_AreOrderedByHowManyThereAre()
    {
        var survey = new CorpusSurvey(
        [
            One("x", "b"), With(One("y", "a"), audio => audio with { RateHz = 44100, Channels = 2 }), One("z", "b")
        ]);

        Assert.Equal([("b", 2), ("a", 1)], survey.Speakers);
        Assert.Equal([("16000 Hz", 2), ("44100 Hz stereo", 1)], survey.Rates);
        Assert.Equal([("neutral", 3)], survey.Emotions);
        Assert.Equal([("AA", 3), ("B", 3)], survey.Phonemes);
        Assert.Equal((1, 6.0), (survey.Texts, survey.Seconds));
    }

    [Theory, InlineData(0.0009, true), InlineData(0.001, false)]
    public void Silent_PeakBelowSixtyDecibels_IsNamed(double peak, bool isSilent) =>
        Assert.Equal(isSilent ? ["x"] : [],
            new CorpusSurvey([With(One("x"), audio => audio with { Peak = peak })]).Silent);

    [Theory, InlineData(0.0011, true), InlineData(0.001, false)]
    public void Clipped_MoreThanOneInAThousand_IsNamed(double share, bool isClipped) =>
        Assert.Equal(isClipped ? ["x"] : [],
            new CorpusSurvey([With(One("x"), audio => audio with { ClippedShare = share })]).Clipped);

    [Fact]
    public void OutOfPlace_FarFromWhatTheSpeakerTakesForALetter_IsNamed()
    {
        var survey = new CorpusSurvey(
        [
            One("a"), One("b"), One("long", seconds: 6.5), One("short", seconds: 0.6), One("slow", seconds: 5.9),
            One("other", "slower", seconds: 30), One("mute") with { Text = "" }
        ]);

        Assert.Equal(["long (6.5 s for 20 letters)", "short (0.6 s for 20 letters)"], survey.OutOfPlace);
    }

    [Fact]
    public void Heard_AudioThatCannotBeRead_IsLeftOut()
    {
        var survey = new CorpusSurvey([One("a"), One("b") with { Audio = null }]);

        Assert.Equal("a", Assert.Single(survey.Heard).Name);
        Assert.Equal([("s", 2)], survey.Speakers);
    }

    private static FoundRecording One(string name, string speaker = "s", double seconds = 2) =>
        new(name, speaker, "neutral", Sentence)
        {
            Audio = new(seconds, RateHz: 16000, Channels: 1, Peak: 0.5, ClippedShare: 0),
            Phonemes = ["AA", "B"]
        };

    private static FoundRecording With(FoundRecording one, Func<FoundAudio, FoundAudio> change) =>
        one with { Audio = change(one.Audio!) };
}
