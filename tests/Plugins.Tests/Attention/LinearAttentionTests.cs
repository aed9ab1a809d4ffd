using Melange.Testing;
using TorchSharp;

namespace Melange.Plugins.Tests.Attention;

public sealed class LinearAttentionTests : ReferenceAttentionConformance
{
    protected override IReferenceAttention Build(AttentionSite site) =>
        new LinearAttention(new() { Heads = 2, Features = 3 }, site);

    [Fact]
    public void StateDict_OfASite_HasTheStatedKeysAndShapes()
    {
        using var attention = new LinearAttention(
            new() { Heads = 2, Features = 3 }, new("up.0", Level: 1, Channels: 4, Bins: 8, ReferenceWidth: 5));

        var shapes = attention.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");

        Assert.Equal(
            ["toQueryKeyValue.weight [18, 4, 1, 1]", "toOutput.weight [4, 6, 1, 1]", "toOutput.bias [4]"], shapes);
    }

    [Fact]
    public void Attend_UtteranceOfPaddingOnly_IsFinite()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var random = new Generator(2);
        var input = new AttentionInput(
            zeros(2, 7, 6), zeros(2, 5, dtype: ScalarType.Bool), zeros(2, 5, 6, dtype: ScalarType.Bool));

        var output = Built().Attend(randn([2, 3, 4, 5], generator: random), input);

        Assert.True(output.isfinite().all().item<bool>());
    }

    [Fact]
    public void Attend_ReferenceOverwritten_GivesTheSameOutput()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var attention = Built();
        var hidden = randn([2, 3, 4, 5], generator: new Generator(2));
        var mask = ones(2, 5, dtype: ScalarType.Bool);

        var output = attention.Attend(hidden, new(zeros(2, 7, 6), mask, zeros(2, 5, 6, dtype: ScalarType.Bool)));
        var other = attention.Attend(hidden, new(ones(2, 7, 6), mask, ones(2, 5, 6, dtype: ScalarType.Bool)));

        TensorAssert.SameBits(output, other);
    }

    [Theory, InlineData(0), InlineData(2)]
    public void Attend_InFloat64_FollowsTheFormulaOverRealFrames(int paddedFrames)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        manual_seed(1);
        var attention = new LinearAttention(new() { Heads = 2, Features = 3 }, Site);
        attention.to(float64);
        var real = randn([2, 3, 4, 5], dtype: float64, generator: new Generator(2));
        var hidden = nn.functional.pad(real, (0, paddedFrames), value: 9);          // [B, C, M, T]
        var frames = 5 + paddedFrames;
        var mask = arange(frames).lt(5).unsqueeze(0).expand(2, -1);                 // [B, T]
        var pairs = zeros(2, frames, 6, dtype: ScalarType.Bool);

        var output = attention.Attend(hidden, new(zeros([2, 7, 6], dtype: float64), mask, pairs));

        TensorAssert.Close(Formula(real, attention.state_dict()), output.narrow(3, 0, 5), 1e-12); // float64 throughout
    }

    // As Grad-TTS' official code, class LinearAttention: heads before features, query before key before value.
    private static Tensor Formula(Tensor hidden, Dictionary<string, Tensor> weights)
    {
        var all = einsum("oc,bcmt->bomt", weights["toQueryKeyValue.weight"].view(18, 3), hidden);
        var parts = all.reshape(2, 3, 2, 3, 20);                                    // [B, 3, H, A, N]
        var (query, key, value) = (parts.select(1, 0), parts.select(1, 1), parts.select(1, 2));
        var context = einsum("bhdn,bhen->bhde", key.softmax(-1), value);            // [B, H, A, A]
        var mixed = einsum("bhde,bhdn->bhen", context, query).reshape(2, 6, 4, 5);  // [B, H·A, M, T]
        return einsum("oc,bcmt->bomt", weights["toOutput.weight"].view(3, 6), mixed)
            + weights["toOutput.bias"].view(1, -1, 1, 1);
    }
}
