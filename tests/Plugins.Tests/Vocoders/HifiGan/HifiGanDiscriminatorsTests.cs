using TorchSharp;

namespace Melange.Plugins.Tests.Vocoders.HifiGan;

public sealed class HifiGanDiscriminatorsTests
{
    private static readonly DiscriminatorSizes Narrow = new() { Periods = [2, 3], Scales = 2, Channels = 32 };

    [Fact]
    public void Weights_PublishedSizes_AreThoseOfTheOfficialCode()
    {
        using var discriminators = new HifiGanDiscriminators(new());

        var shapes = discriminators.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.shape);

        Assert.Equal([1024L, 512, 5], shapes["mpd.4.convs.3.weight_v"]);
        Assert.Equal([1L, 1024, 3], shapes["mpd.0.conv_post.weight_v"]);
        Assert.Equal([256L, 8, 41], shapes["msd.1.convs.2.weight_v"]);
        Assert.Equal([1024L, 64, 41], shapes["msd.0.convs.5.weight_orig"]); // spectral norm hears the samples
        Assert.Equal(["mpd", "msd"], shapes.Keys.Select(name => name.Split('.')[0]).Distinct());
        // Each layer: out·in/groups·kernel weights, out lengths where there is weight norm, out biases.
        Assert.Equal(5 * 8_221_154L + 9_870_209 + 2 * 9_874_306,
            discriminators.parameters().Sum(weight => weight.NumberOfElements));
    }

    [Fact]
    public void Forward_PeriodOfThree_HearsEachThirdSampleByItself()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var discriminator = new PeriodDiscriminator(period: 3, widest: 32);
        var audio = randn(2, 1, 91);

        var judgement = discriminator.call(audio);

        // By hand: two samples reflected at the end make 93, which are three rows of 31.
        var whole = cat([audio, audio.narrow(2, 88, 2).flip(2)], 2);
        foreach (var column in new[] { 0, 1, 2 })
        {
            var hidden = whole.slice(2, column, 93, 3);
            foreach (var (layer, stride) in new[] { 3L, 3, 3, 3, 1 }.Index())
            {
                hidden = nn.functional.conv1d(hidden, Weight(discriminator, $"convs.{layer}"),
                    discriminator.state_dict()[$"convs.{layer}.bias"], stride, 2);
                hidden = nn.functional.leaky_relu(hidden, 0.1);
                Assert.True(judgement.Features[layer].select(3, column).allclose(hidden, 1e-5, 1e-6));
            }
            hidden = nn.functional.conv1d(hidden, Weight(discriminator, "conv_post"),
                discriminator.state_dict()["conv_post.bias"], 1, 1);
            Assert.True(judgement.Scores.select(3, column).allclose(hidden, 1e-5, 1e-6));
        }
        Assert.Equal([2L, 1, 1, 3], judgement.Scores.shape);
        Assert.Same(judgement.Scores, judgement.Features[^1]);
    }

    [Fact]
    public void Forward_AllOfThem_JudgeThePeriodsThenTheScales()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var discriminators = new HifiGanDiscriminators(Narrow);
        discriminators.eval();
        var audio = randn(2, 1, 515);

        var judgements = discriminators.call(audio);

        Assert.Equal(4, judgements.Count);
        Assert.Equal([6, 6, 8, 8], judgements.Select(judgement => judgement.Features.Count));
        Assert.Equal([2L, 1, 9], judgements[2].Scores.shape);                   // 515 / 2 / 2 / 4 / 4
        // The second scale hears means of four samples, two further each; zeros beyond both ends count.
        var means = nn.functional.pad(audio, (2, 2)).unfold(2, 4, 2).mean([3]); // [2, 1, 258]
        var alone = discriminators.named_modules().First(module => module.name == "msd.1").module;
        Assert.True(judgements[3].Scores.allclose(((ScaleDiscriminator)alone).call(means).Scores, 1e-5, 1e-6));
    }

    // The way of a move to another device, which is not at hand: every weight is another tensor then.
    [Fact]
    public void To_OtherNumbers_ComputesAndLearnsInThem()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var discriminators = new HifiGanDiscriminators(Narrow);
        discriminators.to(float64);

        var judgements = discriminators.call(randn(1, 1, 300, float64));
        stack(judgements.Select(judgement => judgement.Scores.sum())).sum().backward();

        Assert.All(judgements, judgement => Assert.Equal(ScalarType.Float64, judgement.Scores.dtype));
        Assert.All(discriminators.named_parameters(),
            weight => Assert.True(weight.parameter.grad is { dtype: ScalarType.Float64 }, weight.name));
    }

    [Fact]
    public void Dispose_AllOfThem_LeavesNoWeight()
    {
        var discriminators = new HifiGanDiscriminators(Narrow);
        var weights = discriminators.state_dict();

        discriminators.Dispose();

        Assert.All(weights, weight => Assert.True(weight.Value.IsInvalid, weight.Key));
    }

    [Fact]
    public void Forward_Twice_LeavesNothingBehind()
    {
        using var discriminators = new HifiGanDiscriminators(Narrow);
        using (var warm = NewDisposeScope())
            discriminators.call(randn(1, 1, 300));
        var before = Tensor.TotalCount;

        using (var scope = NewDisposeScope())
            discriminators.call(randn(1, 1, 300));

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Spectral_AskedOften_HasNormOneAndKeepsItWhereItDoesNotLearn()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var convolution = new SpectralConvolution(new(6, 10, 5) { Groups = 2 });
        for (var i = 0; i < 200; i++)
            convolution.call(zeros(1, 6, 9));
        convolution.eval();
        var (left, weight) = (convolution.state_dict()["weight_u"].clone(), convolution.state_dict()["weight_orig"]);

        // An impulse in the middle of one input of the first group gives that input's kernels back, mirrored.
        var input = zeros(1, 6, 9);
        input[0, 1, 4] = 1;
        var given = convolution.call(input) - convolution.call(zeros(1, 6, 9));

        var largest = linalg.svdvals(weight.detach().flatten(1))[0];
        Assert.True(given[0].narrow(0, 0, 5).narrow(1, 2, 5)
            .allclose((weight / largest).narrow(0, 0, 5).select(1, 1).flip(1), 1e-4, 1e-6));
        Assert.True(convolution.state_dict()["weight_u"].equal(left).all().item<bool>());
        Assert.Equal(["weight_orig", "bias", "weight_u", "weight_v"], convolution.state_dict().Keys);
    }

    [Fact]
    public void Spectral_AskedTwiceBeforeItsGradient_HasOne()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using var convolution = new SpectralConvolution(new(1, 4, 3));

        (convolution.call(ones(1, 1, 8)) + convolution.call(randn(1, 1, 8))).square().sum().backward();

        Assert.All(convolution.parameters(), weight => Assert.True(weight.grad!.abs().sum().item<float>() > 0));
    }

    [Fact]
    public void Validated_AllRulesBroken_ListsThem()
    {
        var broken = new DiscriminatorSizes { Periods = [1, 3], Scales = -1, Channels = 40 };

        Assert.Equal(
            [
                "discriminator_periods must each be at least 2, but were [1, 3].",
                "discriminator_scales must be at least 0, but was -1.",
                "discriminator_channels must be above 0 and divide by 32, but was 40."
            ], Assert.Throws<OptionsException>(broken.Validated).Problems);
        Assert.Equal(
            ["discriminator_periods or discriminator_scales must name a discriminator, but there is none."],
            Assert.Throws<OptionsException>(new DiscriminatorSizes { Periods = [], Scales = 0 }.Validated).Problems);
    }

    private static Tensor Weight(nn.Module module, string layer) => NormedConvolution.Folded(
        module.state_dict()[$"{layer}.weight_g"], module.state_dict()[$"{layer}.weight_v"]);
}
