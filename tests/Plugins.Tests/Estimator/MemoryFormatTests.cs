using Melange.Testing;
using TorchSharp;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>Ways through the network that only speed tells apart: memory format, gradients or none.</summary>
public sealed class MemoryFormatTests
{
    private const double Tolerance = 1e-5; // float32, sums in another order

    [Theory, InlineData(32, true), InlineData(28, false)] // whole instructions of sixteen channels, or not
    public void Score_Watched_ShowsStatesChannelsLastInMemoryWhereInstructionsAreWhole(int dim, bool isLast)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var probe = new RecordingProbe();
        var input = Estimators.Input(batch: 2, frames: 22, references: 17);

        OfWidth(dim).Score(input with { Probe = probe });

        foreach (var site in new[] { "down.0", "down.1", "down.2", "mid", "up.0", "up.1" })
            Assert.Equal(isLast, IsLast(probe.Taken[(site, ProbeQuantity.Hidden)]));
    }

    [Theory, InlineData(32, true), InlineData(28, false)]
    public void StateDict_Kernels_AreAsTheStatesInMemoryAndReadAsEver(int dim, bool isLast)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();

        var weight = OfWidth(dim).state_dict()["down.0.first.first.convolution.weight"];

        Assert.Equal([dim, 3, 3, 3], weight.shape);
        Assert.Equal(isLast, IsLast(weight));
        manual_seed(7);
        _ = nn.Linear(dim, 4 * dim);                                                // the time's two layers, before it
        _ = nn.Linear(4 * dim, dim);
        _ = nn.Linear(dim, dim);
        TensorAssert.SameBits(nn.Conv2d(3, dim, 3, padding: 1).weight, weight.contiguous());
    }

    [Theory, InlineData("f2f", 22), InlineData("f2b", 22), InlineData("linear", 22), InlineData("linear", 20)]
    public void Score_WithGradients_IsThatWithout(string attention, int frames)
    {
        using var scope = NewDisposeScope();
        var unet = Estimators.Small(attention, seed: 7);
        var input = Estimators.Input(batch: 2, frames, references: 17);
        using var off = no_grad();
        var expected = unet.Score(input);
        using var on = enable_grad();

        TensorAssert.Close(expected, unet.Score(input).detach(), Tolerance);
    }

    [Theory, InlineData("f2f"), InlineData("f2b"), InlineData("linear")]
    public void Attend_StateChannelsLastInMemory_GivesTheSame(string attention)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        manual_seed(3);
        var site = new AttentionSite("down.0", 0, Channels: 3, Bins: 4, ReferenceWidth: 7);
        var part = Estimators.Options(attention).Attention.At("mid").Build(site);
        var hidden = randn([2, 3, 4, 5], generator: new Generator(2));
        var last = hidden.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        var input = new AttentionInput(randn([2, 7, 6], generator: new Generator(4)),
            ones(2, 5, dtype: ScalarType.Bool), ones(2, 5, 6, dtype: ScalarType.Bool));

        TensorAssert.Close(part.Attend(hidden, input), part.Attend(last, input), Tolerance);
    }

    [Fact]
    public void NormActivation_PaddedState_NormalisesRealFramesAsIfAlone()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var norm = new NormActivation(8, NormRules.Of(Estimators.Options("linear")));
        norm.to(float64);
        foreach (var parameter in norm.parameters())
            parameter.normal_(generator: new Generator(3));
        var real = randn([2, 8, 3, 5], dtype: float64, generator: new Generator(2));
        var padded = nn.functional.pad(real, (0, 2), value: 9);
        var mask = FrameMask.Of(arange(7).lt(5).unsqueeze(0).expand(2, -1), float64);

        var expected = nn.functional.mish(nn.functional.group_norm(
            real, 4, norm.state_dict()["weight"], norm.state_dict()["bias"], 1e-5));

        TensorAssert.Close(expected, norm.Consume(padded, mask, null).narrow(3, 0, 5), 1e-12); // float64 throughout
    }

    private static bool IsLast(Tensor tensor) => tensor.permute(0, 2, 3, 1).is_contiguous();

    private static UNet OfWidth(int dim)
    {
        manual_seed(7);
        return new UNet(Estimators.Options("linear") with { Dim = dim }, Estimators.Context); // four groups
    }
}
