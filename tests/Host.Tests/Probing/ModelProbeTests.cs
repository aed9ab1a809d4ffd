using Melange.Host.Probing;
using Melange.Testing;

namespace Melange.Host.Tests.Probing;

public sealed class ModelProbeTests
{
    private const string Site = "mid";

    // Two items of three and two real frames out of five: 0 is padding.
    private static readonly long[,] Targets = { { 4, 4, 7, 0, 0 }, { 9, 2, 0, 0, 0 } };
    private static readonly long[,] References = { { 4, 7, 7, 1 }, { 2, 9, 0, 0 } };

    [Fact]
    public void Record_State_IsCutToTheFramesThatAnyItemHas()
    {
        using var scope = NewDisposeScope();
        using var probe = new ModelProbe();
        var hidden = rand(2, 3, 6, 5);

        Show(probe, (ProbeQuantity.Hidden, hidden));

        TensorAssert.SameBits(hidden.narrow(3, 0, 3), probe.Taken[(Site, ProbeQuantity.Hidden)]);
        Assert.Equal([2, 3], probe.Taken[(Site, ProbeQuantity.TargetPhonemes)].shape);
    }

    [Fact]
    public void EnergyOf_State_IsTheMeanSquareOverRealFrames()
    {
        using var scope = NewDisposeScope();
        using var probe = new ModelProbe();
        var hidden = rand(2, 3, 6, 5) - 0.3;
        hidden[1].narrow(2, 2, 3).fill_(double.NaN);                                // padding may hold anything

        Show(probe, (ProbeQuantity.Hidden, hidden));

        var real = cat([hidden[0].narrow(2, 0, 3).flatten(), hidden[1].narrow(2, 0, 2).flatten()]).to(float64);
        var energy = probe.EnergyOf(Site, ProbeQuantity.Hidden);
        Assert.Equal(real.square().mean().item<double>(), energy.MeanSquare, 1e-12);
        Assert.Equal(real.mean().item<double>(), energy.Mean, 1e-12);
    }

    [Fact]
    public void EnergyOf_Map_LeavesPaddingOfBothSidesOut()
    {
        using var scope = NewDisposeScope();
        using var probe = new ModelProbe();
        var map = rand(2, 3, 5, 4);

        probe.Record(Site, ProbeQuantity.AttentionMap, map);                        // comes before the phonemes
        Show(probe);

        var real = cat([map[0].narrow(1, 0, 3).flatten(), map[1].narrow(1, 0, 2).narrow(2, 0, 2).flatten()]);
        TensorAssert.SameBits(map.narrow(2, 0, 3), probe.Taken[(Site, ProbeQuantity.AttentionMap)]);
        Assert.Equal(real.to(float64).square().mean().item<double>(),
            probe.EnergyOf(Site, ProbeQuantity.AttentionMap).MeanSquare, 1e-12);
    }

    [Fact]
    public void EnergyOf_GateAndRezero_MeanIsTheOpenShareAndTheValue()
    {
        using var scope = NewDisposeScope();
        using var probe = new ModelProbe();

        Show(probe, (ProbeQuantity.GateOpenness, tensor(new float[,] { { 1, 0, 1, 1, 1 }, { 0, 1, 1, 1, 1 } })),
            (ProbeQuantity.Rezero, tensor(new[] { -0.5f })));

        Assert.Equal(3 / 5.0, probe.EnergyOf(Site, ProbeQuantity.GateOpenness).Mean, 1e-12);
        Assert.Equal(-0.5, probe.EnergyOf(Site, ProbeQuantity.Rezero).Mean, 1e-12);
        Assert.Equal(0.25, probe.EnergyOf(Site, ProbeQuantity.Rezero).MeanSquare, 1e-12);
    }

    [Fact]
    public void Record_ChosenHeads_KeepsTheirMapsOnly()
    {
        using var scope = NewDisposeScope();
        using var probe = new ModelProbe(new() { Heads = [2, 0] });
        var map = rand(2, 3, 5, 4);

        probe.Record(Site, ProbeQuantity.AttentionMap, map);

        var expected = stack([map.select(1, 2), map.select(1, 0)], 1);
        TensorAssert.SameBits(expected, probe.Taken[(Site, ProbeQuantity.AttentionMap)]);
    }

    [Fact]
    public void Record_ChosenSitesAndQuantities_KeepsNothingElse()
    {
        using var scope = NewDisposeScope();
        using var probe = new ModelProbe(new() { Sites = [Site, "up.0"], Quantities = [ProbeQuantity.Hidden] });

        foreach (var site in new[] { "down.0", Site, "up.0" })
            foreach (var quantity in new[] { ProbeQuantity.Hidden, ProbeQuantity.SiteOutput })
                probe.Record(site, quantity, rand(1, 3, 6, 5));

        Assert.Equal([(Site, ProbeQuantity.Hidden), ("up.0", ProbeQuantity.Hidden)], probe.Taken.Keys);
        Assert.Equal([Site, "up.0"], probe.Sites);
        Assert.False(probe.Wants("down.0", ProbeQuantity.AttentionMap, 1));
        Assert.False(probe.Wants(Site, ProbeQuantity.AttentionMap, 1));
    }

    [Fact]
    public void Wants_MapOfEachBin_OnlyWhereChosen()
    {
        using var pooled = new ModelProbe();
        using var byBin = new ModelProbe(new() { ByBin = true });

        Assert.False(pooled.Wants(Site, ProbeQuantity.AttentionMapByBin, 1));
        Assert.True(byBin.Wants(Site, ProbeQuantity.AttentionMapByBin, 1));
        Assert.True(pooled.Wants(Site, ProbeQuantity.AttentionMap, 1));
    }

    [Fact]
    public void Wants_MapBeyondTheMemory_IsRefusedAndNamed()
    {
        using var probe = new ModelProbe(new() { ByBin = true }, new(limitBytes: 1000));

        Assert.True(probe.Wants(Site, ProbeQuantity.AttentionMapByBin, 250));
        Assert.False(probe.Wants(Site, ProbeQuantity.AttentionMapByBin, 251));
        Assert.True(probe.Wants(Site, ProbeQuantity.Hidden, 1_000_000));            // the limit is of maps
        Assert.Equal([new MapLeftOut(Site, ProbeQuantity.AttentionMapByBin, 1004)], probe.LeftOut);
    }

    [Fact]
    public void Record_PooledMapWithoutRoom_TakesThatOfTheMapsByBin()
    {
        using var scope = NewDisposeScope();
        var memory = new MapMemory(1000);
        using var first = new ModelProbe(new() { ByBin = true }, memory);
        using var second = new ModelProbe(null, memory);

        first.Record("down.0", ProbeQuantity.AttentionMapByBin, rand([1, 2, 5, 2, 5])); // 400 bytes
        first.Record("down.1", ProbeQuantity.AttentionMapByBin, rand([1, 2, 5, 2, 5])); // 400 bytes
        second.Record("down.0", ProbeQuantity.AttentionMap, rand(1, 10, 5, 2));       // 400 bytes

        Assert.Equal(800, memory.UsedBytes);
        Assert.Equal([("down.0", ProbeQuantity.AttentionMapByBin)], first.Taken.Keys);
        Assert.Equal([new MapLeftOut("down.1", ProbeQuantity.AttentionMapByBin, 400)], first.LeftOut);
        Assert.Equal([("down.0", ProbeQuantity.AttentionMap)], second.Taken.Keys);
    }

    [Fact]
    public void Record_PooledMapThatNoRoomWouldHold_IsLeftOutAndNothingIsGivenUp()
    {
        using var scope = NewDisposeScope();
        using var probe = new ModelProbe(new() { ByBin = true }, new(limitBytes: 1000));
        probe.Record("down.0", ProbeQuantity.AttentionMapByBin, rand([1, 2, 5, 2, 5]));

        probe.Record("down.1", ProbeQuantity.AttentionMap, rand(1, 3, 12, 7));      // 1008 bytes

        Assert.Equal([("down.0", ProbeQuantity.AttentionMapByBin)], probe.Taken.Keys);
        Assert.Equal([new MapLeftOut("down.1", ProbeQuantity.AttentionMap, 1008)], probe.LeftOut);
    }

    [Fact]
    public void Record_SecondCallOfOtherLength_ReplacesTheFirst()
    {
        using var scope = NewDisposeScope();
        var memory = new MapMemory(1000);
        using var probe = new ModelProbe(null, memory);
        probe.Record(Site, ProbeQuantity.AttentionMap, rand(2, 3, 5, 4));
        Show(probe, (ProbeQuantity.Rezero, ones(1)));

        probe.Record(Site, ProbeQuantity.AttentionMap, rand(1, 3, 9, 4));
        probe.Record(Site, ProbeQuantity.TargetPhonemes, ones(1, 9, dtype: int64));

        Assert.Equal([1, 3, 9, 4], probe.Taken[(Site, ProbeQuantity.AttentionMap)].shape);
        Assert.Equal(2, probe.Taken.Count);
        Assert.Equal(3 * 9 * 4 * sizeof(float), memory.UsedBytes);
    }

    [Fact]
    public void Dispose_AfterTwoCalls_LeavesNoTensorAndNoRoomTaken()
    {
        var memory = new MapMemory(3000);

        TensorAssert.NoneLeftBehind(() =>
        {
            using var scope = NewDisposeScope();
            using var probe = new ModelProbe(new() { ByBin = true, Heads = [1] }, memory);
            for (var call = 0; call < 2; call++)
            {
                probe.Record(Site, ProbeQuantity.AttentionMapByBin, rand([2, 3, 6, 5, 4]));
                probe.Record(Site, ProbeQuantity.AttentionMap, rand(2, 3, 5, 4));
                Show(probe, (ProbeQuantity.Hidden, rand(2, 3, 6, 5)));
                probe.EnergyOf(Site, ProbeQuantity.Hidden);
            }
        });

        Assert.Equal(0, memory.UsedBytes);
    }

    private static void Show(ModelProbe probe, params (string Quantity, Tensor Value)[] values)
    {
        probe.Record(Site, ProbeQuantity.TargetPhonemes, tensor(Targets));
        probe.Record(Site, ProbeQuantity.ReferencePhonemes, tensor(References));
        foreach (var (quantity, value) in values)
            probe.Record(Site, quantity, value);
    }
}
