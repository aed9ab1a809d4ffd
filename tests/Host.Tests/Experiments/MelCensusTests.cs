using Melange.Host.Experiments;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments;

public sealed class MelCensusTests
{
    private const long Phoneme = 3, Other = 5;

    [Fact]
    public void Values_TwoSpectrograms_AreCountedByBinAndPhonemeApart()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var corpus = TinyRun.Corpus(tiny.Options());
        using var census = new MelCensus(corpus);
        var (bins, phonemes) = (tiny.Options().Features.Bins, corpus.Inventory.Phonemes);

        census.Add(full(bins, 2, -3f), [Phoneme, Phoneme], isTarget: true);
        census.Add(cat([full(bins, 1, -1f), full(bins, 2, -4f)], 1), [Phoneme, Other, Other], isTarget: false);
        var values = census.Values();

        Assert.Equal((2 * bins, -3, -3, -3, 0), Shape(values.All.Target!));
        Assert.Equal((3 * bins, -4, -1, -3, Math.Round(Math.Sqrt(2), 12)), Shape(values.All.Synthesised!));
        Assert.Equal(bins, values.Bins.Count);
        Assert.All(values.Bins,
            bin => Assert.Equal((3, -4, -1, -3, Math.Round(Math.Sqrt(2), 12)), Shape(bin.Synthesised!)));
        Assert.Equal([phonemes[(int)Phoneme], phonemes[(int)Other]], values.Phonemes.Keys);
        Assert.Equal((bins, -1, -1, -1, 0), Shape(values.Phonemes[phonemes[(int)Phoneme]].Synthesised!));
        Assert.Null(values.Phonemes[phonemes[(int)Other]].Target);
    }

    [Fact]
    public void Values_AtTheFloorAndBeyondTheTraining_AreShares()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var corpus = TinyRun.Corpus(tiny.Options());
        using var census = new MelCensus(corpus);
        var (bins, floor) = (tiny.Options().Features.Bins, (float)Math.Log(1e-5));

        census.Add(full(bins, 4, floor), [Other, Other, Other, Other], isTarget: true);
        census.Add(cat([full(bins, 1, 9f), full(bins, 1, -99f), corpus.Training[0].Mel.Read().narrow(1, 0, 2)], 1),
            [Other, Other, Other, Other], isTarget: false);
        census.Add(corpus.Training[0].Mel.Read(), corpus.Training[0].FramePhonemes, isTarget: true);
        var values = census.Values();

        Assert.InRange(values.All.Target!.AtFloor, 4.0 / (4 + corpus.Training[0].Frames), 0.9);
        Assert.Equal(0.5, values.All.Synthesised!.Beyond);
    }

    [Fact]
    public void Values_OfTheTrainingItself_AreNeverBeyondIt()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var corpus = TinyRun.Corpus(tiny.Options());
        using var census = new MelCensus(corpus);

        foreach (var utterance in corpus.Training)
            census.Add(utterance.Mel.Read(), utterance.FramePhonemes, isTarget: true);

        Assert.Equal(0, census.Values().All.Target!.Beyond);
    }

    private static (long, double, double, double, double) Shape(MelSpread spread) =>
        (spread.Values, spread.Low, spread.High, Math.Round(spread.Mean, 9), Math.Round(spread.Deviation, 12));
}
