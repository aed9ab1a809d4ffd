using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

public sealed class FrameMaskTests
{
    [Fact]
    public void Halved_MaskOfTheFixture_GivesItsLevels()
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture.Read("level_masks");
        var mask = FrameMask.Of(fixture["level0"].to(ScalarType.Bool), float32);

        for (var level = 1; level < 4; level++)
        {
            mask = mask.Halved();

            TensorAssert.SameBits(fixture[$"level{level}"], mask.Frames.to(int64)); // 108, 54, 27, 14 frames
            TensorAssert.SameBits(fixture[$"level{level}"].view(1, 1, 1, -1).to(float32), mask.Factor);
        }
    }

    [Theory, InlineData(4, false), InlineData(3, true)]
    public void Apply_State_IsZeroInPaddingOnly(int realFrames, bool hasPadding)
    {
        using var scope = NewDisposeScope();
        var mask = FrameMask.Of(arange(4).lt(realFrames).unsqueeze(0), float32);

        var state = mask.Apply(ones(1, 2, 3, 4));

        Assert.Equal(hasPadding, mask.HasPadding);
        Assert.Equal(2 * 3 * realFrames, state.sum().item<float>());
        Assert.Equal(2 * 3 * realFrames, state.narrow(3, 0, realFrames).sum().item<float>());
    }
}
