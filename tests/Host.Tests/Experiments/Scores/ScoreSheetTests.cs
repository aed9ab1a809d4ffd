using Melange.Host.Experiments.Scores;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments.Scores;

public sealed class ScoreSheetTests : IDisposable
{
    private static readonly Dictionary<string, TrialResult> Trials = new()
    {
        ["f2f/seed-1"] = Result("f2f"),
        ["f2b/seed-1"] = Result("f2b")
    };

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_RowsOfTwoMetrics_GivesEachTrialItsValuesAndLegends()
    {
        var sheet = ScoreSheet.Read(folder.Write("scores.csv", """
            trial,pair,metric,value,unit,higher_is_better,margin
            f2f/seed-1,a,mos,3.5,points,true,0.25
            f2f/seed-1,"b, two",mos,,,,
            f2b/seed-1,a,wer,1e-1,%,False,

            """), Trials);

        Assert.Equal(["mos", "wer"], sheet.Metrics);
        var mos = sheet.Trials["f2f/seed-1"]["mos"];
        Assert.Equal(("points", true, 0.25), (mos.Legend.Unit, mos.Legend.HigherIsBetter, mos.Legend.Margin));
        Assert.Equal((3.5, null), (mos.Values["a"], mos.Values["b, two"]));
        var wer = sheet.Trials["f2b/seed-1"]["wer"];
        Assert.Equal(("%", false, null), (wer.Legend.Unit, wer.Legend.HigherIsBetter, wer.Legend.Margin));
        Assert.Equal(0.1, wer.Values["a"]);
    }

    // The hash is sha256sum's of the same bytes.
    [Theory, InlineData("trial,pair,metric,value\n", "f2f/seed-1,a,mos,3\n"),
        InlineData("\uFEFFTrial ; Pair;METRIC;value\r\n", "f2f/seed-1;a;mos;3\r\n")]
    public void Read_CommaOrSemicolon_NamesTheFileAndItsHash(string header, string row)
    {
        var file = folder.Write("mos.csv", header + row);

        var legend = ScoreSheet.Read(file, Trials).Trials["f2f/seed-1"]["mos"].Legend;

        Assert.StartsWith("mos.csv, SHA-256 ", legend.Source);
        if (!header.StartsWith('\uFEFF'))
            Assert.EndsWith("8f682ae05be231f3020f422c2f249ecbab9dcd164d1151c295c44877e8689eca", legend.Source);
        Assert.Equal($"Scores given from outside: {legend.Source}.", legend.Text);
    }

    [Fact]
    public void Read_EveryKindOfFault_ListsAllWithTheirLines()
    {
        var faults = Assert.Throws<FaultException>(() => ScoreSheet.Read(folder.Write("bad.csv", """
            trial,pair,metric,value,unit,higher_is_better,margin
            f2f/seed-2,a,mos,3,,,
            f2f/seed-1,c,mos,3,,,
            f2f/seed-1,a,mcd,3,,,
            f2f/seed-1,a,,3,,,
            f2f/seed-1,a,mos,good,points,yes,0
            f2f/seed-1,a,mos,NaN,%,,
            f2f/seed-1,a,mos
            f2f/seed-1,a,dmos,"3,5",,,"0,25"
            """), Trials)).Faults;

        Assert.Equal(
        [
            (2, "no finished trial is called 'f2f/seed-2'. Did you mean 'f2f/seed-1'? Known: f2f/seed-1, f2b/seed-1."),
            (3, "trial 'f2f/seed-1' has no pair 'c'. Its pairs.csv lists them."),
            (4, "the trials measure 'mcd' themselves: call what was measured outside otherwise."),
            (5, "metric must be a name, but is empty."),
            (6, "value must be a number, or empty where there is none, but was 'good'."),
            (6, "margin must be a number above 0, or empty, but was '0'."),
            (6, "higher_is_better must be true or false, or empty for true, but was 'yes'."),
            (7, "value must be a number, or empty where there is none, but was 'NaN'."),
            (7, "unit of 'mos' must be the same in each row, but is '%', and 'points' in line 6."),
            (7, "'mos' of pair 'a' in 'f2f/seed-1' stands in line 6 already: give one value, such as the mean over "
                + "listeners."),
            (8, "must have 7 fields, as the header, but has 3."),
            (9, "value must be a number, or empty where there is none, but was '3,5'. Write decimals with a point."),
            (9, "margin must be a number above 0, or empty, but was '0,25'. Write decimals with a point.")
        ], faults.Select(fault => (fault.Line, fault.Message)));
    }

    [Fact]
    public void Read_ManyFaults_TellsTwentyAndCountsTheRest()
    {
        var rows = string.Concat(Enumerable.Range(1, 23).Select(i => $"f2f/seed-1,no-{i},mos,3\n"));

        var faults = Assert.Throws<FaultException>(() => ScoreSheet.Read(
            folder.Write("many.csv", "trial,pair,metric,value\n" + rows), Trials)).Faults;

        Assert.Equal(21, faults.Count);
        Assert.Equal((21, "has 3 more faults."), (faults[19].Line, faults[20].Message));
    }

    [Theory]
    [InlineData("trial,pair,metric\n", "a file of scores must have a column 'value', but has trial, pair, metric.")]
    [InlineData("trial,pair,metric,value,units\n", "a file of scores has no column 'units'. Did you mean 'unit'? "
            + "Known: trial, pair, metric, value, unit, higher_is_better, margin.")]
    [InlineData("trial,pair,pair,metric,value\n", "the column 'pair' must stand once, but stands 2 times.")]
    [InlineData("trial,pair,metric,value\n", "must have a row with a score, but has none.")]
    public void Read_HeaderOrRowsAmiss_SaysWhatIsWanted(string text, string message)
    {
        var file = folder.Write("header.csv", text);

        var fault = Assert.Throws<FaultException>(() => ScoreSheet.Read(file, Trials)).Faults;

        Assert.Equal(message, Assert.Single(fault).Message);
    }

    [Fact]
    public void Read_EmptyFile_SaysThatItHasNoColumns()
    {
        var file = folder.Write("empty.csv", "");

        var faults = Assert.Throws<FaultException>(() => ScoreSheet.Read(file, Trials)).Faults;

        Assert.Equal(4, faults.Count);
        Assert.All(faults, fault => Assert.EndsWith("', but has none.", fault.Message));
    }

    private static TrialResult Result(string variant) => new(variant, 1, 5, 3, 1.5, 2.5, 100,
        new Dictionary<string, MetricLegend> { ["mcd"] = new("Distortion.", "dB", false) }, [],
        [.. new[] { "a", "b, two" }.Select(id => new PairResult(id, id, "r", "Text.", "Other.", "slt", "sad", false,
            new Dictionary<string, double?> { ["mcd"] = 6 }))]);
}
