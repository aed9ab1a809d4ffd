using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any attention; derive a test class from it and build yours.</summary>
/// <remarks>One that records a map derives from <see cref="AttentionMapConformance"/>, which asks more.</remarks>
public abstract class ReferenceAttentionConformance
{
    /// <summary>Largest difference allowed: float32 sums of some hundred terms near 1.</summary>
    protected const double Tolerance = 1e-5;

    /// <summary>The site to build for; override it where its sizes do not suit.</summary>
    protected virtual AttentionSite Site { get; } = new("mid", Level: 0, Channels: 3, Bins: 4, ReferenceWidth: 7);

    /// <summary>Builds the attention under test for a site.</summary>
    protected abstract IReferenceAttention Build(AttentionSite site);

    /// <summary>What is added has the shape of the hidden state, and every entry is finite.</summary>
    [Fact]
    public void Attend_AnyInput_GivesFiniteOutputOfHiddensShape()
    {
        using var scope = NewDisposeScope();
        var example = AttentionExample.For(Site);

        var output = Attend(Built(), example);

        Assert.Equal(example.Hidden.shape, output.shape);
        Assert.True(output.isfinite().all().item<bool>(), "The output holds NaN or infinity.");
    }

    /// <summary>The output is memory of its own.</summary>
    [Fact]
    public void Attend_HiddenOverwrittenAfterwards_KeepsItsOutput()
    {
        using var scope = NewDisposeScope();
        var example = AttentionExample.For(Site);
        var output = Attend(Built(), example);
        var before = output.clone();

        example.Hidden.fill_(9);

        TensorAssert.SameBits(before, output);
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Attend_AnyInput_LeavesInputsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var example = AttentionExample.For(Site);

        TensorAssert.Unchanged(example.Tensors, () => Attend(Built(), example));
    }

    /// <summary>An item gives the same alone as beside others.</summary>
    [Fact]
    public void Attend_ItemAlone_GivesWhatItGaveInTheBatch()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        var output = Attend(attention, example);

        for (var item = 0; item < AttentionExample.Batch; item++)
            TensorAssert.Close(output.narrow(0, item, 1), Attend(attention, example.Item(item)), Tolerance);
    }

    /// <summary>Padded target frames are of no meaning to the real ones.</summary>
    [Fact]
    public void Attend_PaddedTargetFrameOverwritten_LeavesRealFrames()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);
        var real = example.Input.TargetMask.unsqueeze(1).unsqueeze(1);              // [B, 1, 1, T]
        var overwritten = example with { Hidden = where(real, example.Hidden, full_like(example.Hidden, 9)) };

        TensorAssert.Close(Attend(attention, example) * real, Attend(attention, overwritten) * real, Tolerance);
    }

    /// <summary>A hidden state of other bins than the site's is refused by name.</summary>
    [Fact]
    public void Attend_HiddenOfOtherBins_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var example = AttentionExample.For(Site with { Bins = Site.Bins + 1 });

        var fault = Assert.Throws<TensorShapeException>(() => Attend(Built(), example));

        var actual = string.Join(", ", example.Hidden.shape);
        Assert.Equal($"hidden must be [B, C={Site.Channels}, M={Site.Bins}, T], but was [{actual}].", fault.Message);
    }

    /// <summary>Reference and masks that do not fit the hidden state are refused.</summary>
    [Fact]
    public void Attend_InputsOfOtherLength_Throws()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var (hidden, input) = AttentionExample.For(Site);
        AttentionInput[] misfits =
        [
            input with { Reference = input.Reference.narrow(2, 1, AttentionExample.References - 1) },
            input with { Reference = input.Reference.narrow(1, 1, Site.ReferenceWidth - 1) },
            input with { TargetMask = input.TargetMask.narrow(1, 1, AttentionExample.Frames - 1) },
            input with { AllowedPairs = input.AllowedPairs.transpose(1, 2) }
        ];

        Assert.All(misfits, misfit => Assert.Throws<TensorShapeException>(() => attention.Attend(hidden, misfit)));
    }

    /// <summary>Only the output outlives a call, watched or not.</summary>
    [Fact]
    public void Attend_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var (hidden, input) = AttentionExample.For(Site);

        TensorAssert.NoneLeftBehind(() => attention.Attend(hidden, input).Dispose());
        TensorAssert.NoneLeftBehind(() => attention.Attend(hidden, input with { Probe = new BlindProbe() }).Dispose());
    }

    /// <summary>To watch is not to change.</summary>
    [Fact]
    public void Attend_Watched_GivesTheSameOutput()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);
        var watched = example with { Input = example.Input with { Probe = new BlindProbe() } };

        TensorAssert.Close(Attend(attention, example), Attend(attention, watched), Tolerance);
    }

    /// <summary>Reference frames have no order of their own.</summary>
    [Fact]
    public void Attend_ReferenceFramesPermuted_GivesTheSameOutput()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        var permuted = example.Permuted(tensor([3L, 0, 5, 4, 1, 2]));

        TensorAssert.Close(Attend(attention, example), Attend(attention, permuted), Tolerance);
    }

    /// <summary>A reference frame that nobody may look at counts for nothing, whatever it holds.</summary>
    [Fact]
    public void Attend_UselessReferenceFrameHoldsNaN_GivesTheSameOutput()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        TensorAssert.Close(Attend(attention, example), Attend(attention, example.WithUselessNaN()), Tolerance);
    }

    /// <summary>A target frame that may look at nothing gets what it would get if no frame might.</summary>
    [Fact]
    public void Attend_FrameThatMayLookAtNothing_GetsNothingOfTheReference()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);
        var nowhere = example.WithPairs(zeros_like(example.Input.AllowedPairs));

        var blocked = Attend(attention, example).select(3, AttentionExample.BlockedFrame)[0]; // [C, M]
        var empty = Attend(attention, nowhere).select(3, AttentionExample.BlockedFrame)[0];   // [C, M]

        TensorAssert.Close(empty, blocked, Tolerance);
    }

    /// <summary>Every weight learns, and neither NaN in a useless frame nor an empty row spoils that.</summary>
    [Fact]
    public void Attend_Backwards_GivesEveryParameterAFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site).WithUselessNaN();

        attention.Attend(example.Hidden, example.Input).square().sum().backward();

        TensorAssert.GradientsReachAll(attention);
    }

    /// <summary>An attention under test; two may differ in weights, since tests may run side by side.</summary>
    protected IReferenceAttention Built()
    {
        manual_seed(1);
        return Build(Site);
    }

    private static Tensor Attend(IReferenceAttention attention, AttentionExample example)
    {
        using var off = no_grad();
        return attention.Attend(example.Hidden, example.Input);
    }
}
