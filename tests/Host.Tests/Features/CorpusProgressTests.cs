using Melange.Host.Features;

namespace Melange.Host.Tests.Features;

public sealed class CorpusProgressTests
{
    [Theory]
    [InlineData("finding phonemes: 500 of 1200 texts, 0:00:10 left", true)]
    [InlineData("computing features: 5 of 12 utterances, 0:00:10 left", true)]
    [InlineData("training a step", false)]
    public void IsOne_LinesOfADryRun_TellsThoseOfTheCorpus(string line, bool isOne) =>
        Assert.Equal(isOne, CorpusProgress.IsOne(line));
}
