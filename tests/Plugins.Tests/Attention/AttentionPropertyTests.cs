using CsCheck;
using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>What holds for every size and every mask.</summary>
public sealed class AttentionPropertyTests
{
    private const int Cases = 40;
    private const double Tolerance = 1e-5; // float32 sums of at most a hundred terms near 1

    private static readonly Gen<Drawn> Draws = Gen.Select(
        Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Double[0, 1], Gen.Int[0, 9999],
        (batch, bins, frames, references, share, seed) => new Drawn(batch, bins, frames, references, share, seed));

    private static AttentionSite Site(Drawn drawn) => new("mid", Level: 0, Channels: 3, drawn.Bins, ReferenceWidth: 5);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_AnySizesAndMasks_GivesRowsThatSumToOneOrAreZero(string design) => Draws.Sample(drawn =>
    {
        using var scope = NewDisposeScope();
        var (hidden, input) = Input(drawn);

        var (output, map) = Watched(design, drawn, hidden, input);

        AttentionMapConformance.AssertRows(map, input.AllowedPairs);
        Assert.True(output.isfinite().all().item<bool>());
    }, iter: Cases, threads: 1);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_AnyOrderOfReferenceFrames_PermutesTheMapOnly(string design) => Draws.Sample(drawn =>
    {
        using var scope = NewDisposeScope();
        var (hidden, input) = Input(drawn);
        var order = randperm(drawn.References, generator: new Generator((ulong)drawn.Seed));

        var (output, map) = Watched(design, drawn, hidden, input);
        var (again, permuted) = Watched(design, drawn, hidden, input with
        {
            Reference = input.Reference.index_select(2, order),
            AllowedPairs = input.AllowedPairs.index_select(2, order)
        });

        TensorAssert.Close(output, again, Tolerance);
        TensorAssert.Close(map.index_select(-1, order), permuted, Tolerance);
    }, iter: Cases, threads: 1);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_AnySizesAndMasks_GivesTheSameUnwatched(string design) => Draws.Sample(drawn =>
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (hidden, input) = Input(drawn);
        var attention = Build(design, drawn);

        var watched = attention.Attend(hidden, input with { Probe = new BlindProbe() });

        TensorAssert.Close(watched, attention.Attend(hidden, input), Tolerance);
    }, iter: Cases, threads: 1);

    private static (Tensor Hidden, AttentionInput Input) Input(Drawn drawn)
    {
        using var random = new Generator((ulong)drawn.Seed);
        var hidden = randn([drawn.Batch, 3, drawn.Bins, drawn.Frames], generator: random);
        var reference = randn([drawn.Batch, 5, drawn.References], generator: random);
        var allowed = rand([drawn.Batch, drawn.Frames, drawn.References], generator: random).lt(drawn.Share);
        return (hidden, new(reference, ones(drawn.Batch, drawn.Frames, dtype: ScalarType.Bool), allowed));
    }

    private static (Tensor Output, Tensor Map) Watched(string design, Drawn drawn, Tensor hidden, AttentionInput input)
    {
        using var off = no_grad();
        var probe = new RecordingProbe();
        var output = Build(design, drawn).Attend(hidden, input with { Probe = probe });
        return (output, probe.Taken[("mid", ProbeQuantity.AttentionMap)]);
    }

    // Equal weights at each call: torch's own stream of random numbers is shared with tests that run beside.
    private static IReferenceAttention Build(string design, Drawn drawn)
    {
        nn.Module attention = design == "f2f"
            ? new FrameToFrameAttention(new() { Heads = 2, Features = 3 }, Site(drawn))
            : new FrameToBinAttention(new() { Heads = 2, Features = 3 }, Site(drawn));
        using var off = no_grad();
        using var random = new Generator(8);
        foreach (var weight in attention.parameters())
            weight.copy_(randn(weight.shape, generator: random));
        return (IReferenceAttention)attention;
    }

    private sealed record Drawn(int Batch, int Bins, int Frames, int References, double Share, int Seed);
}
