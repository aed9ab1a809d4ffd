using Melange.Host.Machine;

namespace Melange.Host.Tests.Machine;

/// <summary>A log that does not fill the disk.</summary>
public sealed class WorkerLogTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Take_MoreThanTheLimit_IsCutWithAWord()
    {
        await using (var log = new WorkerLog($"{folder.Name}/worker.log"))
            for (var line = 0; line < 11; line++)
                log.Take(new string((char)('a' + line), 999_999));

        var lines = File.ReadAllLines($"{folder.Name}/worker.log");

        Assert.Equal(11, lines.Length);
        Assert.Equal(new string('j', 999_999), lines[9]);
        Assert.Equal("The worker has printed 10000000 characters; the rest is left out.", lines[10]);
    }
}
