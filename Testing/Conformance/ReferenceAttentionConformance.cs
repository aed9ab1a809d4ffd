using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any attention; derive a test class from it and build yours.</summary>
/// <remarks>
/// One that records a map derives from <see cref="AttentionMapConformance"/>, which asks more. One that is no module
/// follows the type of the hidden state: gradients are asked in float64.
/// </remarks>
public abstract partial class ReferenceAttentionConformance
{
    /// <summary>Largest difference allowed: float32 sums of some hundred terms near 1.</summary>
    protected const double Tolerance = 1e-5;

    /// <summary>The site to build for; override it where its sizes do not suit.</summary>
    protected virtual AttentionSite Site { get; } = new("mid", Level: 0, Channels: 3, Bins: 4, ReferenceWidth: 7);

    /// <summary>Whether it knows where frames stand, so that their order means something; false if not said.</summary>
    protected virtual bool KnowsPositions => false;

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

    /// <summary>Reference and masks that do not fit the hidden state, or are of another type, are refused.</summary>
    [Fact]
    public void Attend_InputsThatDoNotFit_Throws()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var (hidden, input) = AttentionExample.For(Site);
        AttentionInput[] misfits =
        [
            input with { Reference = input.Reference.narrow(2, 1, AttentionExample.References - 1) },
            input with { Reference = input.Reference.narrow(1, 1, Site.ReferenceWidth - 1) },
            input with { TargetMask = input.TargetMask.narrow(1, 1, AttentionExample.Frames - 1) },
            input with { AllowedPairs = input.AllowedPairs.transpose(1, 2) },
            input with { AllowedPairs = input.AllowedPairs.narrow(0, 0, 1) },
            input with { AllowedPairs = input.AllowedPairs.to(ScalarType.Float32) },
            new(input.Reference.narrow(2, 0, 0), input.TargetMask, input.AllowedPairs.narrow(2, 0, 0))
        ];

        Assert.All(misfits, misfit => Assert.Throws<TensorShapeException>(() => attention.Attend(hidden, misfit)));
    }

    /// <summary>It is the values that count, not how they lie in memory.</summary>
    [Fact]
    public void Attend_HiddenWithChannelsLast_GivesTheSameOutput()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);

        TensorAssert.Close(Attend(attention, example), Attend(attention, example.InChannelsLast()), Tolerance);
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

    /// <summary>A seed decides every weight, and every module is registered, so that it is trained and saved.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(() => Build(Site));

    /// <summary>An attention under test, with the weights of one seed.</summary>
    /// <remarks>A module is set to evaluation: what training drops is random.</remarks>
    protected IReferenceAttention Built()
    {
        manual_seed(1);
        var attention = Build(Site);
        (attention as nn.Module)?.eval();
        return attention;
    }

    private protected static Tensor Attend(IReferenceAttention attention, AttentionExample example)
    {
        using var off = no_grad();
        return attention.Attend(example.Hidden, example.Input);
    }
}
