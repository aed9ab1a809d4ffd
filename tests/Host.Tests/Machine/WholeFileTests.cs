using Melange.Host.Machine;

namespace Melange.Host.Tests.Machine;

public sealed class WholeFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string Path => $"{folder.Name}/a.txt";

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_WhatFailsHalfway_LeavesTheFileAsItWasAndNothingBesideIt()
    {
        WholeFile.Write(Path, "before");

        Assert.Throws<IOException>(() => WholeFile.Write(Path, part =>
        {
            File.WriteAllText(part, "hal");
            throw new IOException("the disk is full");
        }));

        Assert.Equal("before", File.ReadAllText(Path));
        Assert.Single(Directory.GetFiles(folder.Name));
    }

    [Fact]
    public void Write_TwoAtOnce_LeavesOneOfThemWhole()
    {
        var texts = new[] { new string('a', 100_000), new string('b', 100_000) };

        Parallel.For(0, 40, i => WholeFile.Write(Path, texts[i % 2]));

        Assert.Contains(File.ReadAllText(Path), texts);
        Assert.Single(Directory.GetFiles(folder.Name));
    }
}
