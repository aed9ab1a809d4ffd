using Melange.Host.Assembly;
using Melange.Host.Experiments;
using Melange.Host.Tests.Probing;

namespace Melange.Host.Tests.Experiments;

public sealed class EvaluationTests
{
    [Fact]
    public void Run_OfSpeech_MeasuresTheCopyAndTheMelsAndNoTimes()
    {
        var result = Evaluated(AskedMetrics.OfSpeech);

        var pair = Assert.Single(result.Pairs);
        Assert.Equal(["mcd", "log-f0-rmse", "phoneme-hit-rate"], pair.Values.Keys);
        Assert.Equal(pair.Values.Keys, pair.Copy.Keys);
        Assert.True(pair.Values["mcd"] > 1);
        Assert.Equal(0, pair.Copy["mcd"]!.Value, 1e-9);
        Assert.NotNull(result.Mels);
        Assert.Contains(result.Energies, energy => energy.Site == "x_t");
    }

    // What is told as the memory of speaking is that of speaking alone.
    [Fact]
    public void Run_OfTime_SpeaksAndDoesNothingElse()
    {
        var result = Evaluated(AskedMetrics.OfTime);

        var pair = Assert.Single(result.Pairs);
        Assert.Equal(["rtf"], pair.Values.Keys);
        Assert.Empty(pair.Copy);
        Assert.Null(result.Mels);
    }

    private static EvaluationResult Evaluated(AskedMetrics asked)
    {
        using var model = new FreshModel();
        using var evaluation = new Evaluation(model.Synthesiser, model.Options, model.Corpus, folder: null)
        {
            Asked = asked
        };
        return evaluation.Run(
            [EvaluationPairs.Choose(model.Corpus, new())[0]], _ => { }, CancellationToken.None);
    }
}
