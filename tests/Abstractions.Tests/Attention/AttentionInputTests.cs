namespace Melange.Tests.Attention;

public sealed class AttentionInputTests
{
    private static readonly AttentionSite Site = new("mid", Level: 0, Channels: 3, Bins: 4, ReferenceWidth: 7);

    [Fact]
    public void FitsOrThrow_InputsThatDoNotFit_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var input = new AttentionInput(
            zeros(2, 7, 6), ones(2, 5, dtype: ScalarType.Bool), ones(2, 5, 6, dtype: ScalarType.Bool));
        (long[] Hidden, AttentionInput Input)[] misfits =
        [
            ([2, 4, 3, 5], input), ([2, 3, 4], input),
            ([2, 3, 4, 5], input with { Reference = zeros(2, 6, 7) }),
            ([2, 3, 4, 5], input with { TargetMask = ones(2, 6, dtype: ScalarType.Bool) }),
            ([2, 3, 4, 5], input with { AllowedPairs = ones(2, 6, 5, dtype: ScalarType.Bool) }),
            ([2, 3, 4, 5], input with { AllowedPairs = ones(2, 5, 6) }),
            ([1, 3, 4, 5], input), ([2, 3, 4, 0], input), ([0, 3, 4, 5], input),
            ([2, 3, 4, 5], input with { Reference = zeros(2, 7, 0) })
        ];

        var messages = misfits.Select(misfit => Assert.Throws<TensorShapeException>(
            () => misfit.Input.FitsOrThrow(zeros(misfit.Hidden), Site)).Message);

        Assert.Equal(
            [
                "hidden must be [B, C=3, M=4, T], but was [2, 4, 3, 5].",
                "hidden must be [B, C=3, M=4, T], but was [2, 3, 4].",
                "Reference must be [B=2, D=7, R], but was [2, 6, 7].",
                "TargetMask must be [B=2, T=5], but was [2, 6].",
                "AllowedPairs must be [B=2, T=5, R=6], but was [2, 6, 5].",
                "AllowedPairs must be bool [B, T, R], but was Float32.",
                "Reference must be [B=1, D=7, R], but was [2, 7, 6].",
                "hidden must be at least 1 on every axis, but was [2, 3, 4, 0].",
                "hidden must be at least 1 on every axis, but was [0, 3, 4, 5].",
                "Reference must be at least 1 on every axis, but was [2, 7, 0]."
            ],
            messages);
    }
}
