namespace Melange.Plugins.Tests.Metrics;

public sealed class PitchPathTests
{
    // Each frame: unvoiced, 100 Hz, 200 Hz.
    private static readonly double[] Frequencies = [0, 100, 200, 0, 100, 200, 0, 100, 200];

    [Theory]
    [InlineData(0.0, 0.0, new double[] { 100, 200, 100 })]
    [InlineData(0.2, 0.0, new double[] { 100, 100, 100 })]   // 0.3 more in the middle, 0.4 for there and back
    [InlineData(0.1, 0.0, new double[] { 100, 200, 100 })]
    public void Find_JumpToAStrongerOctave_IsTakenIfItPays(double jump, double voicing, double[] expected) =>
        Assert.Equal(
            expected, new PitchPath(jump, voicing).Find(Frequencies, [0.4, 0.8, 0.5, 0.4, 0.5, 0.8, 0.4, 0.8, 0.5], 3));

    [Theory]
    [InlineData(0.1, new double[] { 0, 100, 0 })]            // 0.3 more in the middle, 0.2 for there and back
    [InlineData(0.2, new double[] { 0, 0, 0 })]
    public void Find_OneVoicedFrame_IsTakenIfItPays(double voicing, double[] expected) => Assert.Equal(
        expected, new PitchPath(0, voicing).Find(Frequencies, [0.9, 0.1, 0.1, 0.4, 0.7, 0.1, 0.9, 0.1, 0.1], 3));

    [Fact]
    public void Find_CandidateThatIsNotThere_IsNotTaken() => Assert.Equal(
        [100], new PitchPath(0, 0).Find([0, 100, 200], [0.4, 0.5, double.NegativeInfinity], 3));
}
