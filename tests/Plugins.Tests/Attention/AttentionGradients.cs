using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

/// <summary>The gradients of an attention in float64, with a blocked frame, a useless one and padding.</summary>
internal static class AttentionGradients
{
    public static AttentionSite Site { get; } = new("mid", Level: 0, Channels: 3, Bins: 2, ReferenceWidth: 5);

    public static void AgreeWithDifferences<TAttention>(TAttention attention, bool watched)
        where TAttention : nn.Module, IReferenceAttention
    {
        using var random = new Generator(9);
        var leaves = attention.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter);
        var hidden = leaves["hidden"] = randn([2, 3, 2, 4], dtype: float64, generator: random).requires_grad_();
        var reference = leaves["reference"] = randn([2, 5, 6], dtype: float64, generator: random).requires_grad_();
        var direction = randn([2, 3, 2, 4], dtype: float64, generator: random);
        var allowed = rand([2, 4, 6], generator: random).lt(0.7);                   // [B, T, R]
        allowed[0, 1] = false;
        allowed[TensorIndex.Colon, TensorIndex.Colon, 3] = false;
        var input = new AttentionInput(
            reference, ones(2, 4, dtype: ScalarType.Bool), allowed, watched ? new BlindProbe() : null);

        GradientAssert.AgreesWithDifferences(() => (attention.Attend(hidden, input) * direction).sum(), leaves);
    }
}
