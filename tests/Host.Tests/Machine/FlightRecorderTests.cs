using Melange.Host.Machine;
using Melange.Host.Tests.Guarding;

namespace Melange.Host.Tests.Machine;

/// <summary>What stands in the file while parts run, and after.</summary>
public sealed class FlightRecorderTests : IDisposable
{
    private const string Sample = "plugin 'Sample' 1.0.0 (plugins/Sample), running as ";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_WhilePartsRunWithinEachOther_IsTheInnermost()
    {
        var (outer, inner) = (WatchedSample.Watch("estimator", "model"), WatchedSample.Watch("attention", "mid"));
        using var recording = FlightRecorder.Open(File);

        var before = FlightRecorder.Read(File);
        var read = outer.Run(() => (Around: FlightRecorder.Read(File),
            Within: inner.Run(() => FlightRecorder.Read(File)), After: FlightRecorder.Read(File)));

        Assert.Null(before);
        Assert.Equal($"{Sample}estimator 'x' at model", read.Around);
        Assert.Equal($"{Sample}attention 'x' at mid", read.Within);
        Assert.Equal($"{Sample}estimator 'x' at model", read.After);
        Assert.Null(FlightRecorder.Read(File));
    }

    [Theory, InlineData(0), InlineData(1)]
    public void Read_LongNameOfAnyScript_IsCutBetweenCharacters(int shift)
    {
        var site = new string('x', shift) + new string('я', 600);                  // two bytes each
        using var recording = FlightRecorder.Open(File);

        var read = WatchedSample.Watch("gate", site).Run(() => FlightRecorder.Read(File));

        Assert.StartsWith($"{Sample}gate 'x' at ", read);
        Assert.DoesNotContain('\uFFFD', read!);
        Assert.Equal('я', read![^1]);
    }

    [Fact]
    public void Read_AfterAPartThatThrew_IsNothing()
    {
        using var recording = FlightRecorder.Open(File);

        WatchedSample.FaultOf(
            () => WatchedSample.Watch("gate", "mid").Run<int>(() => throw new ArithmeticException("no")));

        Assert.Null(FlightRecorder.Read(File));
    }

    [Fact]
    public void Open_WhileAPartRuns_RecordsIt()
    {
        var read = WatchedSample.Watch("corpus", "corpus").Run(() =>
        {
            using var recording = FlightRecorder.Open(File);
            return FlightRecorder.Read(File);
        });

        Assert.Equal($"{Sample}corpus 'x' at corpus", read);
    }

    [Fact]
    public void Read_AfterTheRecordingEnded_IsWhatStoodThere()
    {
        WatchedSample.Watch("gate", "mid").Run(() =>
        {
            FlightRecorder.Open(File).Dispose();
            return 0;
        });

        Assert.Equal($"{Sample}gate 'x' at mid", FlightRecorder.Read(File));
    }

    [Fact]
    public void Read_DescriptionThatIsTooLong_IsItsBeginning()
    {
        using var recording = FlightRecorder.Open(File);

        var read = WatchedSample.Watch("gate", new string('a', 1000)).Run(() => FlightRecorder.Read(File));

        Assert.Equal(FlightEntry.Bytes, read!.Length);
        Assert.StartsWith($"{Sample}gate 'x' at aaaa", read);
    }

    [Fact]
    public void Read_NoFile_IsNothing() => Assert.Null(FlightRecorder.Read($"{folder.Name}/none"));

    private string File => $"{folder.Name}/running.txt";
}
