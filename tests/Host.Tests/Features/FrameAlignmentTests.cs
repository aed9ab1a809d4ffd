using CsCheck;
using Melange.Host.Features;

namespace Melange.Host.Tests.Features;

public sealed class FrameAlignmentTests
{
    [Fact]
    public void Durations_BoundariesBetweenFrames_GoToTheNearestFrame()
    {
        double[] ends = [0.19, 0.42, 0.7];

        var durations = FrameAlignment.Durations(ends, frames: 7, frameRateHz: 10);

        Assert.Equal([2, 2, 3], durations);
    }

    [Fact]
    public void Durations_PhonemeShorterThanAFrame_GetsOneFrame()
    {
        double[] ends = [0.30, 0.31, 0.32, 0.4];

        var durations = FrameAlignment.Durations(ends, frames: 5, frameRateHz: 10);

        Assert.Equal([2, 1, 1, 1], durations);
    }

    [Fact]
    public void Durations_MorePhonemesThanFrames_SaysHowMany()
    {
        double[] ends = [0.1, 0.2, 0.3];

        var fault = Assert.Throws<ArgumentException>(
            () => FrameAlignment.Durations(ends, frames: 2, frameRateHz: 10));

        Assert.Equal("endSeconds must be of 1 to 2 phonemes, one a frame at most, but was of 3.", fault.Message);
    }

    [Fact]
    public void Durations_AnyTimes_ShareOutEveryFrameAndForgetNoPhoneme() =>
        Gen.Select(Gen.Double[0.001, 0.5].Array[1, 12], Gen.Int[0, 40]).Sample((lengths, more) =>
        {
            var ends = lengths.Select((_, i) => lengths.Take(i + 1).Sum()).ToArray();

            var durations = FrameAlignment.Durations(ends, lengths.Length + more, frameRateHz: 62.5);

            return durations.Sum() == lengths.Length + more && durations.All(frames => frames >= 1);
        });
}
