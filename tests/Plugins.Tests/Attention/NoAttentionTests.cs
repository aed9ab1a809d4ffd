using Melange.Testing;

namespace Melange.Plugins.Tests.Attention;

public sealed class NoAttentionTests : ReferenceAttentionConformance
{
    protected override IReferenceAttention Build(AttentionSite site) => new NoAttention(site);

    [Fact]
    public void Attend_AnyInput_AddsZeros()
    {
        using var scope = NewDisposeScope();
        var input = new AttentionInput(
            full(2, 7, 6, double.NaN), ones(2, 5, dtype: ScalarType.Bool), ones(2, 5, 6, dtype: ScalarType.Bool));

        var output = Built().Attend(full(2, 3, 4, 5, double.NaN), input);

        TensorAssert.SameBits(zeros(2, 3, 4, 5), output);
    }

    [Fact]
    public void Attend_Watched_RecordsNoMap()
    {
        using var scope = NewDisposeScope();
        var probe = new RecordingProbe();
        var input = new AttentionInput(
            zeros(2, 7, 6), ones(2, 5, dtype: ScalarType.Bool), ones(2, 5, 6, dtype: ScalarType.Bool), probe);

        Built().Attend(zeros(2, 3, 4, 5), input);

        Assert.Empty(probe.Taken);
    }
}
