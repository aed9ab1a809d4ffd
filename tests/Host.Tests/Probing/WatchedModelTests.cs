using Melange.Host.Probing;
using Melange.Testing;

namespace Melange.Host.Tests.Probing;

/// <summary>A probe on a whole model, at some calls of a sampler.</summary>
public sealed class WatchedModelTests
{
    private static readonly string[] Sites = ["down.0", "down.1", "down.2", "mid", "up.0", "up.1"];

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Watch_SeparateQuantities_AddUp(string attention)
    {
        using var model = new FreshModel(
            $"model.estimator.attention.use={attention}", "model.estimator.rezeroStart=-0.7");

        using var probe = model.Watch(new ModelProbe());

        Assert.Equal(Sites, probe.Sites);
        Assert.All(Sites, site =>
        {
            using var scope = NewDisposeScope();
            var hidden = probe.Taken[(site, ProbeQuantity.Hidden)];
            var attended = probe.Taken[(site, ProbeQuantity.Attended)];
            var gain = probe.Taken[(site, ProbeQuantity.Rezero)];
            var open = probe.Taken[(site, ProbeQuantity.GateOpenness)].unsqueeze(1).unsqueeze(1); // [B, 1, 1, T]
            TensorAssert.Close(hidden + gain * probe.Taken[(site, ProbeQuantity.AttentionOutput)], attended, 1e-6);
            TensorAssert.SameBits(where(open.eq(1), attended, hidden), probe.Taken[(site, ProbeQuantity.SiteOutput)]);
            Assert.Equal(-0.7, gain.item<float>(), 1e-6);
            Assert.True(open.eq(0).any().item<bool>() && open.eq(1).any().item<bool>());
        });
    }

    [Fact]
    public void Watch_MapByBin_HasTheKeptMapAsItsMean()
    {
        using var model = new FreshModel("model.estimator.attention.use=f2b");

        using var probe = model.Watch(new ModelProbe(new() { ByBin = true, Heads = [1], Sites = ["down.1"] }));

        using var scope = NewDisposeScope();
        var byBin = probe.Taken[("down.1", ProbeQuantity.AttentionMapByBin)];       // [1, 1, M, T, R]
        Assert.Equal(40, byBin.shape[2]);
        TensorAssert.Close(byBin.mean([2]), probe.Taken[("down.1", ProbeQuantity.AttentionMap)], 1e-6);
    }

    [Fact]
    public void Watch_EnergyAtAllSites_IsTheMeanSquareOfWhatWasKept()
    {
        using var model = new FreshModel();

        using var probe = model.Watch(new ModelProbe());

        Assert.All(Sites, site =>
        {
            using var scope = NewDisposeScope();
            var state = probe.Taken[(site, ProbeQuantity.SiteOutput)].to(float64);  // one utterance: all is real
            Assert.Equal(state.square().mean().item<double>(),
                probe.EnergyOf(site, ProbeQuantity.SiteOutput).MeanSquare, 1e-9);
            Assert.Equal(probe.Taken[(site, ProbeQuantity.TargetPhonemes)].shape[1], state.shape[3]);
            Assert.True(probe.Taken[(site, ProbeQuantity.TargetPhonemes)].ne(0).all().item<bool>());
        });
    }

    [Fact]
    public void Watch_Times_AreTakenAtTheNearestCallAndEachCallOnce()
    {
        using var model = new FreshModel(); // three steps: 0.8333, 0.5, 0.1667
        var asked = new List<double>();

        var (taken, states) = model.Synthesiser.Watch(model.Request, [0.1, 0.9, 0.2, 1.0 / 3], time =>
        {
            asked.Add(time);
            return new BlindProbe();
        });

        Assert.Equal([0.166667, 0.833333, 0.166667, 0.5], taken); // of two as near, the first call
        Assert.Equal([0.166667, 0.833333, 0.5], asked);
        Assert.Equal([0.833333, 0.5, 0.166667], states.Select(state => state.Time));
    }

    [Fact]
    public void Speak_EnergiesOfStateAndSites_AreThoseThatAProbeSees()
    {
        using var scope = NewDisposeScope();
        using var model = new FreshModel();

        var speech = model.Synthesiser.Speak(model.Request);
        using var probe = model.Watch(new ModelProbe(), times: [0.5]);

        var seen = speech.Energies.Where(energy => energy.Time == 0.5).ToList();
        Assert.Equal(3 * probe.Sites.Count, seen.Count);
        Assert.All(seen, energy => Assert.Equal(
            probe.EnergyOf(energy.Site, energy.Quantity).MeanSquare, energy.MeanSquare, 1e-9));
        Assert.Equal([0.833333, 0.5, 0.166667], speech.States.Select(state => state.Time));
        Assert.All(speech.States, state => Assert.True(state.Energy.MeanSquare > 0));
    }

    [Fact]
    public void Watch_SameRequestAsSpeak_SeesWhatSpeakSaw()
    {
        using var scope = NewDisposeScope();
        using var model = new FreshModel();

        var speech = model.Synthesiser.Speak(model.Request);
        using var probe = model.Watch(new ModelProbe(), times: [0.5]);

        var openness = speech.Attention.Single(record => record.Site == "mid").GateOpenness;
        TensorAssert.SameBits(openness, probe.Taken[("mid", ProbeQuantity.GateOpenness)][0]);
    }

    [Fact]
    public void Speak_WithoutAProbe_IsTheSameBeforeAndAfterAWatch()
    {
        using var scope = NewDisposeScope();
        using var model = new FreshModel();

        var before = model.Synthesiser.Speak(model.Request);
        using var probe = model.Watch(new ModelProbe());
        var kept = probe.Taken.Count;
        var after = model.Synthesiser.Speak(model.Request);

        TensorAssert.SameBits(before.LogMel, after.LogMel);
        Assert.Equal(kept, probe.Taken.Count); // it hangs on the model no longer
    }

    [Fact]
    public void Watch_AndDispose_LeavesNoTensor()
    {
        using var model = new FreshModel("model.estimator.attention.use=f2b");

        TensorAssert.NoneLeftBehind(() => model.Watch(new ModelProbe(new() { ByBin = true })).Dispose());
    }

    [Fact]
    public void Survey_Model_FindsSitesAndHeads()
    {
        using var model = new FreshModel("model.estimator.attention.use=f2b", "model.estimator.attention.heads=2");

        var survey = model.Survey();

        Assert.Equal(Sites, survey.Sites);
        Assert.All(Sites, site => Assert.Equal(2, survey.Heads[site]));
    }
}
