namespace Melange.Abstractions.Tests.Corpora;

public sealed class StoredSamplesTests
{
    [Fact]
    public void ToArray_Often_ReadsEachTimeAndKeepsNothing()
    {
        var reads = 0;
        var samples = new StoredSamples("a.wav", 3, "v1", () => { reads++; return [1f, 2f, 3f]; });

        var count = samples.Count;
        var (first, second) = (samples.ToArray(), samples.ToArray());

        Assert.Equal(3, count);
        Assert.Equal([1f, 2f, 3f], first);
        Assert.Equal(first, second);
        Assert.NotSame(first, second);
        Assert.Equal(2, reads);
    }

    [Fact]
    public void Read_FileChangedMeanwhile_SaysSo()
    {
        var samples = new StoredSamples("a.wav", 3, "v1", () => [1f]);

        var fault = Assert.Throws<FaultException>(samples.Read);

        Assert.Equal("a.wav: must hold 3 samples, as when the corpus was read, but holds 1.", fault.Message);
    }

    [Fact]
    public void Constructor_EmptyVersion_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new StoredSamples("a.wav", 3, "", () => []));
}
