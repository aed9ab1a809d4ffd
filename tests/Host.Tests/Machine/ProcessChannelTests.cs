using Melange.Host.Machine;

namespace Melange.Host.Tests.Machine;

/// <summary>What a worker tells, and how its starter learns that there is no more.</summary>
public sealed class ProcessChannelTests
{
    private readonly List<string> heard = [];

    [Fact]
    public async Task ReadAsync_LinesOfAWorker_ComeOneByOneUntilItCloses()
    {
        using var channel = new ProcessChannel();
        var reading = channel.ReadAsync(heard.Add);

        await using (var worker = ProcessChannel.Connect(channel.Name))
        {
            worker.WriteLine("one");
            worker.WriteLine("two");
        }
        await reading;

        Assert.Equal(["one", "two"], heard);
    }

    [Fact]
    public async Task End_NobodyConnected_EndsTheReading()
    {
        using var channel = new ProcessChannel();
        var reading = channel.ReadAsync(heard.Add);

        channel.End();
        await reading;

        Assert.Empty(heard);
    }

    [Fact]
    public async Task End_SomebodyKeepsTheOtherEndOpen_EndsTheReading()
    {
        using var channel = new ProcessChannel();
        var reading = channel.ReadAsync(heard.Add);
        await using var worker = ProcessChannel.Connect(channel.Name);
        worker.WriteLine("one");

        channel.End();
        await reading;

        Assert.Equal(["one"], heard);
    }

    [Fact]
    public void Connect_WithoutAName_TalksToNobody() => Assert.Same(TextWriter.Null, ProcessChannel.Connect(""));
}
