using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any corpus; derive a test class from it and build yours for a small folder.</summary>
public abstract class CorpusConformance
{
    private const double Tolerance = 1e-6; // seconds: far below a sample

    /// <summary>A folder with two utterances or more that the corpus can read.</summary>
    protected abstract string Folder { get; }

    /// <summary>The format of its audio; 16 kHz if not said.</summary>
    protected virtual AudioFormat Format { get; } = new();

    /// <summary>Builds the corpus under test; it reads below the context's folder.</summary>
    protected abstract ICorpus Build(CorpusContext context);

    /// <summary>Two utterances or more, each with a name of its own.</summary>
    [Fact]
    public void Read_Folder_GivesUtterancesWithUniqueIds()
    {
        var ids = Read().Select(item => item.Id).ToList();

        Assert.True(ids.Count > 1, $"The folder must hold two utterances or more, but holds {ids.Count}.");
        Assert.DoesNotContain(ids, string.IsNullOrWhiteSpace);
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    /// <summary>The order, and all else, is fixed: another reading, by another corpus, gives the same.</summary>
    [Fact]
    public void Read_Again_GivesTheSame()
    {
        var (first, second) = (Read(), Read());

        Assert.Equal(first.Select(Facts), second.Select(Facts));
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.Samples, pair.Second.Samples));
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.EndSeconds, pair.Second.EndSeconds));
    }

    /// <summary>It is said who speaks and how: pairs and conditions are chosen by it.</summary>
    [Fact]
    public void Read_Folder_NamesSpeakerAndEmotion() => Assert.All(Read(), item =>
    {
        Assert.False(string.IsNullOrWhiteSpace(item.Speaker), $"{item.Id} has no speaker.");
        Assert.False(string.IsNullOrWhiteSpace(item.Emotion), $"{item.Id} has no emotion.");
    });

    /// <summary>There is audio, finite and within full scale.</summary>
    [Fact]
    public void Read_Folder_GivesAudioWithinFullScale() => Assert.All(Read(), item =>
    {
        Assert.True(item.Samples.Count > 0, $"{item.Id} has no audio.");
        Assert.True(item.Samples.All(sample => Math.Abs(sample) <= 1), $"{item.Id} holds NaN or leaves [-1, 1].");
    });

    /// <summary>There are phonemes, and each has a label.</summary>
    [Fact]
    public void Read_Folder_GivesPhonemesWithLabels() => Assert.All(Read(), item =>
    {
        Assert.NotEmpty(item.Phonemes);
        Assert.DoesNotContain(item.Phonemes, string.IsNullOrWhiteSpace);
    });

    /// <summary>Where times are known, each phoneme has an end, none is empty, the last ends with the audio.</summary>
    [Fact]
    public void Read_Folder_GivesPhonemesWithoutGaps() => Assert.All(Read(), item =>
    {
        if (item.EndSeconds is not { } ends)
            return;
        Assert.Equal(item.Phonemes.Count, ends.Count);
        Assert.All(ends.Prepend(0).Zip(ends), part =>
            Assert.True(part.Second > part.First, $"A phoneme of {item.Id} ends where it begins, at {part.First} s."));
        Assert.Equal((double)item.Samples.Count / Format.SampleRateHz, ends[^1], Tolerance);
    });

    /// <summary>A folder that is not there is a fault of the input, and said so.</summary>
    [Fact]
    public void Read_MissingFolder_SaysSo()
    {
        var missing = Path.Combine(Folder, "no-such-folder");

        var fault = Assert.Throws<FaultException>(() => Build(new(missing, Format)).Read());

        Assert.NotEmpty(fault.Faults);
    }

    /// <summary>A seed decides every weight, if it has any, and every module is registered.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(() => Build(new(Folder, Format)));

    private IReadOnlyList<Utterance> Read() => Build(new(Folder, Format)).Read();

    private static string Facts(Utterance item) =>
        $"{item.Id}|{item.Text}|{item.Speaker}|{item.Emotion}|{string.Join(' ', item.Phonemes)}|{item.IsHeldOut}";
}
