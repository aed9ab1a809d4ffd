using Melange.Host.Experiments;

namespace Melange.Host.Tests.Experiments;

public sealed class CoreCheckTests
{
    [Theory]
    [InlineData(2, 1, 2), InlineData(1, 2, 2), InlineData(1, 1, 1), InlineData(3, 5, 16)]
    public void Warning_CoresEnough_IsNone(int workers, int threads, int cores) =>
        Assert.Null(CoreCheck.Warning(workers, threads, cores));

    [Theory]
    [InlineData(2, 2, 2, "workers 1, or threads 1 would fit.")]
    [InlineData(4, 2, 7, "workers 3, or threads 1 would fit.")]
    [InlineData(3, 1, 2, "workers 2 would fit.")]
    [InlineData(6, 8, 4, "workers 1 with threads 4 would fit.")]
    [InlineData(1, 8, 4, "workers 1 with threads 4 would fit.")]
    public void Warning_MoreThreadsThanCores_SaysWhatWouldFit(int workers, int threads, int cores, string fits) =>
        Assert.Equal($"{workers} workers with {threads} threads each share {cores} cores, all slower than they "
            + $"could be; {fits}", CoreCheck.Warning(workers, threads, cores));
}
