namespace Melange.Plugins.Tests.Corpora;

public sealed class TimesFileTests : IDisposable
{
    private static readonly TierRules Rules = new("phones", "sil", EdgeSeconds: 0.016, FrameSeconds: 0.016);
    private readonly RecordingFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_HtkLabels_AreHundredsOfNanoseconds() => Assert.Equal(
        [new(1, 0, 0.2, "sil"), new(2, 0.2, 0.35, "hh"), new(3, 0.35, 0.5, "iy")],
        Read("a.lab", "0 2000000 sil\n2000000 3500000 hh -12.5 he\n 3500000\t5000000 iy\n"));

    [Fact]
    public void Read_HtkLabelsWithoutALabel_AreSilence() =>
        Assert.Equal(["sil", "aa"], Read("a.lab", "0 2000000\n2000000 5000000 aa").Select(part => part.Label));

    [Fact]
    public void Read_NumbersWithAPoint_AreSeconds() => Assert.Equal(
        [new(1, 0, 0.2, "sil"), new(2, 0.2, 0.5, "aa")], Read("a.lab", "0.000000\t0.200000\tsil\n0.2\t0.500000\taa\n"));

    [Fact]
    public void Read_StatesOfAFullContext_AreJoinedToTheirPhonemes()
    {
        const string first = "x^x-sil+hh=iy@x_x/A:0_0_0/B:x-x-x", second = "x^sil-hh+iy=s@1_2/A:0_0_0/B:1-1-2";

        var intervals = Read("a.lab", $"0 500000 {first}[2]\n500000 1000000 {first}[3]\n1000000 2000000 {first}[4]\n"
            + $"2000000 2500000 {second}[2]\n2500000 5000000 {second}[6]\n");

        Assert.Equal([new(1, 0, 0.2, "sil"), new(4, 0.2, 0.5, "hh")], intervals);
    }

    [Fact]
    public void Read_SamePhonemeTwice_StaysTwo()
    {
        const string label = "x^x-aa+aa=x@x_x";

        Assert.Equal(2, Read("a.lab", $"0 1000000 {label}[5]\n1000000 2000000 {label}[6]\n2000000 3000000 {label}[2]\n"
            + $"3000000 5000000 {label}[3]\n").Count);
        Assert.Equal(2, Read("a.lab", $"0 1000000 {label}\n1000000 5000000 {label}\n").Count);
    }

    [Fact]
    public void Read_FestivalLabels_BeginWhereTheOneBeforeEnds() => Assert.Equal(
        [new(3, 0, 0.22, "pau"), new(4, 0.22, 0.5, "hh")],
        Read("a.lab", "separator ;\n#\n   0.2200  100 pau\n0.5 26 hh ; file a\n"));

    [Fact]
    public void Read_CtmOfOneUtterance_GivesItsIntervals() => Assert.Equal(
        [new(1, 0, 0.1, "sil"), new(3, 0.1, 0.3, "aa"), new(4, 0.3, 0.5, "b")],
        Read("a.ctm", "1001 1 0.00 0.10 sil\n;; a comment\n1001 1 0.1 0.2 aa 0.99\n1001 1 0.3 0.2 b 1.0\n"));

    [Fact]
    public void Read_CtmWithPlacesInWords_LeavesThemOut() => Assert.Equal(["SIL", "hh", "iy", "a"],
        Read("a.ctm", "u 1 0 .1 SIL\nu 1 .1 .1 hh_B\nu 1 .2 .1 iy_E\nu 1 .3 .2 a_S\n").Select(part => part.Label));

    [Fact]
    public void Read_CtmWithoutAPlaceOfAnEnd_KeepsItsLabels() => Assert.Equal(["a_B", "b"],
        Read("a.ctm", "u 1 0 .1 a_B\nu 1 .1 .4 b\n").Select(part => part.Label));

    [Fact]
    public void Read_ByItsContent_NotByItsName()
    {
        Assert.Equal([new(1, 0, 0.5, "aa")], Read("a.TextGrid", "0 5000000 aa\n"));
        Assert.Equal("b", Read("a.lab", SmallCorpus.TextGrid((0, 0.2, "aa"), (0.2, 0.5, "b")))[^1].Label);
    }

    [Fact]
    public void Phonemes_EndOffByAFrame_IsPutRightAsInATextGrid()
    {
        var tier = Tier("a.lab", "0 2000000 sil\n2000000 5100000 aa\n");

        Assert.Equal(0.5, tier.Intervals[^1].EndSeconds);
        Assert.Equal(0.01, tier.Repairs.EdgeSeconds, precision: 6);
    }

    [Theory]
    [InlineData("0 2000000 sil\n3000000 5000000 aa\n",
        "a.lab:2: 'aa' must begin at 0.2 s, where 'sil' ends, but begins at 0.3 s: a gap.")]
    [InlineData("0 2000000 sil\n1000000 5000000 aa\n",
        "a.lab:2: 'aa' must begin at 0.2 s, where 'sil' ends, but begins at 0.1 s: an overlap.")]
    [InlineData("0 2000000 sil\n2000000 6200000 pau\n",
        "a.lab:2: 'pau' must end with the audio at 0.5 s, but ends at 0.62 s.")]
    [InlineData("0 2000000 sil\nhh aa\n",
        "a.lab:2: must be 'start end label' in units of 100 ns, as the lines before, but is 'hh aa'.")]
    [InlineData("#\n0.2 100 pau\n0.5\n",
        "a.lab:3: must be 'end colour label' in seconds, as the lines before, but is '0.5'.")]
    [InlineData("u 1 0 0.5 aa\nu 1 * * <ALT_BEGIN>\n",
        "a.lab:2: must be 'utterance channel start duration label' in seconds, but is 'u 1 * * <ALT_BEGIN>'.")]
    [InlineData("u 1 0 0.5 aa\nv 1 0 0.5 aa\n",
        "a.lab: must hold the times of one utterance, but holds those of 2.")]
    [InlineData("\nHe saw a ship that came from far away, and it was red.\n",
        "a.lab:2: must hold times (a TextGrid, lines of 'start end label', or a CTM), but begins with "
            + "'He saw a ship that came from far away, a...'.")]
    [InlineData(" \n", "a.lab: must hold times (a TextGrid, lines of 'start end label', or a CTM), but is empty.")]
    [InlineData("0 99999999999999999999999999999999 aa\n",
        "a.lab:1: must hold times (a TextGrid, lines of 'start end label', or a CTM), but begins with "
            + "'0 99999999999999999999999999999999 aa'.")]
    public void Phonemes_OutOfPlaceOrNone_NamesFileLineAndTimes(string text, string expected) =>
        Assert.Equal(expected, RecordingFolder.Fault(() => Tier("a.lab", text)));

    [Fact]
    public void Read_BrokenTextGrid_SaysWhatTextGridsMustBe() => Assert.Equal(
        "a.TextGrid:1: the file type must be text in quotes, but the file ends.",
        RecordingFolder.Fault(() => Read("a.TextGrid", "")));

    private IReadOnlyList<TimedInterval> Read(string name, string text) => Tier(name, text).Intervals;

    private PhonemeTier Tier(string name, string text)
    {
        File.WriteAllText(folder.PathOf(name), text);
        return TimesFile.Read(folder.File(name)).Phonemes(Rules, id: null, audioSeconds: 0.5);
    }
}
