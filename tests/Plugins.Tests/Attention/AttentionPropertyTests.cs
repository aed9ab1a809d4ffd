using CsCheck;
using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>What holds for every size, option and mask.</summary>
public sealed class AttentionPropertyTests
{
    private const int Cases = 30;
    private const double Tolerance = 2e-5; // float32 sums of at most a hundred terms near 1, through three products

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_AnyDraw_IsThePlainFormula(string design) => AttentionDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var (hidden, input) = draw.Input();

        var (output, maps) = Watched(draw.Build(design), hidden, input);

        var (expected, map) = PlainFormula.Of(design, draw, hidden, input);
        TensorAssert.Close(expected, output, Tolerance);
        TensorAssert.Close(expected, Attend(draw.Build(design), hidden, input), Tolerance);
        TensorAssert.Close(map, maps[design == "f2f" ? ProbeQuantity.AttentionMap : ProbeQuantity.AttentionMapByBin],
            Tolerance);
    }, iter: 2 * Cases, threads: 1);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_AnyDraw_GivesRowsThatSumToOneOrAreZero(string design) => AttentionDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var (hidden, input) = draw.Input();

        var (output, maps) = Watched(draw.Build(design), hidden, input);

        Assert.All(maps.Values, map => AttentionMapConformance.AssertRows(map, input.AllowedPairs));
        Assert.True(output.isfinite().all().item<bool>());
    }, iter: Cases, threads: 1);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_AnyOrderOfReferenceFrames_PermutesTheMapOnly(string design) => AttentionDraw.All.Sample(drawn =>
    {
        using var scope = NewDisposeScope();
        var draw = drawn with { IsRotary = false };
        var (hidden, input) = draw.Input();
        var order = randperm(draw.References, generator: new Generator((ulong)draw.Seed));

        var (output, maps) = Watched(draw.Build(design), hidden, input);
        var (again, permuted) = Watched(draw.Build(design), hidden, input with
        {
            Reference = input.Reference.index_select(2, order),
            AllowedPairs = input.AllowedPairs.index_select(2, order)
        });

        TensorAssert.Close(output, again, Tolerance);
        foreach (var (quantity, map) in maps)
            TensorAssert.Close(map.index_select(-1, order), permuted[quantity], Tolerance);
    }, iter: Cases, threads: 1);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_UselessFramesHoldNaN_GivesTheSame(string design) => AttentionDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var (hidden, input) = draw.Input();
        var useless = input.AllowedPairs.any(1).logical_not().unsqueeze(1);         // [B, 1, R]

        var output = Attend(draw.Build(design), hidden, input);
        var spoilt = input with { Reference = input.Reference.masked_fill(useless, double.NaN) };

        TensorAssert.Close(output, Attend(draw.Build(design), hidden, spoilt), Tolerance);
    }, iter: Cases, threads: 1);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_BothSidesPadded_GivesTheSameInside(string design) => AttentionDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var (hidden, input) = draw.Input();
        var (frames, references) = (draw.Seed % 4, draw.Seed % 7);
        var padded = new AttentionInput(
            nn.functional.pad(input.Reference, (0, references), value: double.NaN),
            nn.functional.pad(input.TargetMask, (0, frames)),
            nn.functional.pad(input.AllowedPairs, (0, references, 0, frames)));

        var output = Attend(draw.Build(design), hidden, input);
        var inside = Attend(draw.Build(design), nn.functional.pad(hidden, (0, frames), value: 9), padded);

        TensorAssert.Close(output, inside.narrow(3, 0, draw.Frames), Tolerance);
    }, iter: Cases, threads: 1);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_ItemAlone_GivesWhatItGaveInTheBatch(string design) => AttentionDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var (hidden, input) = draw.Input();
        var attention = draw.Build(design);

        var output = Attend(attention, hidden, input);

        for (var item = 0; item < AttentionDraw.Batch; item++)
        {
            Tensor Only(Tensor tensor) => tensor.narrow(0, item, 1);
            var alone = new AttentionInput(Only(input.Reference), Only(input.TargetMask), Only(input.AllowedPairs));
            TensorAssert.Close(Only(output), Attend(attention, Only(hidden), alone), Tolerance);
        }
    }, iter: Cases, threads: 1);

    [Theory, InlineData("f2f"), InlineData("f2b")]
    public void Attend_EmptyRow_GivesTheBiasOfTheOutputOnly(string design) => AttentionDraw.All.Sample(draw =>
    {
        using var scope = NewDisposeScope();
        var (hidden, input) = draw.Input();
        var attention = draw.Build(design);

        var output = Attend(attention, hidden, input);

        var bias = ((nn.Module)attention).state_dict()["toOutput.bias"].view(1, -1, 1, 1);
        var empty = input.AllowedPairs.any(2).logical_not().unsqueeze(1).unsqueeze(1); // [B, 1, 1, T]
        TensorAssert.Close(bias * empty.expand(output.shape), output * empty, 1e-6); // the bias, plus zeros
    }, iter: Cases, threads: 1);

    private static Tensor Attend(IReferenceAttention attention, Tensor hidden, AttentionInput input)
    {
        using var off = no_grad();
        return attention.Attend(hidden, input);
    }

    private static (Tensor Output, Dictionary<string, Tensor> Maps) Watched(
        IReferenceAttention attention, Tensor hidden, AttentionInput input)
    {
        using var off = no_grad();
        var probe = new RecordingProbe();
        var output = attention.Attend(hidden, input with { Probe = probe });
        return (output, probe.Taken.ToDictionary(entry => entry.Key.Quantity, entry => entry.Value));
    }
}
