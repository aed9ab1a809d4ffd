using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : AttentionMapConformance
{
    protected override IReferenceAttention Build(AttentionSite site) => new PartName(new() { Features = 5 }, site);

    [Fact]
    public void Attend_Watched_SharesAFrameOutEvenly()
    {
        using var scope = NewDisposeScope();
        var probe = new RecordingProbe();
        var allowed = tensor(new[,,] { { { true, false, true, false }, { true, true, true, true } } }); // [B, T, R]
        var (reference, mask) = (randn(1, Site.ReferenceWidth, 4), ones(1, 2, dtype: ScalarType.Bool));
        var input = new AttentionInput(reference, mask, allowed, probe);

        Build(Site).Attend(randn(1, Site.Channels, Site.Bins, 2), input);

        float[,] expected = { { 0.5f, 0, 0.5f, 0 }, { 0.25f, 0.25f, 0.25f, 0.25f } };
        TensorAssert.SameBits(tensor(expected), probe.Taken[(Site.Name, ProbeQuantity.AttentionMap)][0, 0]);
    }
}
