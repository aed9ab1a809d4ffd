namespace Melange.Host.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Zeros_AnySizes_HaveThoseSizes()
    {
        using var scope = NewDisposeScope();
        var d = Checkpoints.Safetensors.Read("Fixtures/f2f.safetensors");
        Assert.Equal([2L, 6, 5, 9], d["x"].shape);
    }
}
