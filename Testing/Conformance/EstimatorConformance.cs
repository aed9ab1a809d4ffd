using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any estimator; derive a test class from it and build yours.</summary>
/// <remarks>Build one whose every weight counts: a factor that starts at 0 hides what stands behind it.</remarks>
public abstract partial class EstimatorConformance
{
    private const double Tolerance = 1e-4; // float32 through many layers: another length takes other sums
    private const int Padding = 3;

    /// <summary>Whether padding behind an item may change its real frames, as a publication has it; false if not
    /// said.</summary>
    protected virtual bool PaddingMatters => false;

    /// <summary>What the estimator is built for; override it where that does not suit.</summary>
    /// <remarks>At least one condition of two features or more, and two phonemes.</remarks>
    protected virtual EstimatorContext Context { get; } = EstimatorExample.Context;

    /// <summary>What is built at its sites where what it does with them is not asked; the mean of the frames that
    /// attention may look at, and a gate that allows all, if not said.</summary>
    protected virtual SiteParts Parts { get; } = new WatchedSites().Parts;

    /// <summary>Builds the estimator under test.</summary>
    /// <param name="context">What it is built for.</param>
    /// <param name="parts">What it is to build at each of its sites.</param>
    protected abstract IEstimator Build(EstimatorContext context, SiteParts parts);

    /// <summary>The score has the shape and type of x_t, and every entry is finite.</summary>
    [Fact]
    public void Score_AnyInput_GivesAFiniteScoreOfNoisysShapeAndType()
    {
        using var scope = NewDisposeScope();
        var input = EstimatorExample.For(Context);

        var score = Score(Built(), input);

        Assert.Equal(input.Noisy.shape, score.shape);
        Assert.Equal(input.Noisy.dtype, score.dtype);
        Assert.True(score.isfinite().all().item<bool>(), "The score holds NaN or infinity.");
    }

    /// <summary>Padding has no score.</summary>
    [Fact]
    public void Score_AnyInput_IsZeroOutsideTheMask()
    {
        using var scope = NewDisposeScope();
        var input = EstimatorExample.For(Context);

        var padding = Score(Built(), input).masked_select(input.TargetMask.logical_not().unsqueeze(1));

        Assert.True(padding.eq(0).all().item<bool>(), "The score is not zero outside the target mask.");
    }

    /// <summary>Real frames have the same score whatever stands behind them.</summary>
    [Fact]
    public void Score_MorePadding_LeavesRealFramesAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var (estimator, input) = (Built(), EstimatorExample.For(Context));

        var score = Score(estimator, input);
        var padded = Score(estimator, EstimatorExample.WithTargetPadding(input, Padding));

        if (!PaddingMatters)
            TensorAssert.Close(score, padded.narrow(2, 0, EstimatorExample.Frames), Tolerance);
        var behind = padded.narrow(2, EstimatorExample.Frames, Padding);
        Assert.True(behind.eq(0).all().item<bool>(), "Padding is not zero.");
    }

    /// <summary>The score is memory of its own.</summary>
    [Fact]
    public void Score_InputsOverwrittenAfterwards_KeepsItsScore()
    {
        using var scope = NewDisposeScope();
        var input = EstimatorExample.For(Context);
        var score = Score(Built(), input);
        var before = score.clone();

        input.Noisy.fill_(9);
        input.Mean.fill_(9);

        TensorAssert.SameBits(before, score);
    }

    /// <summary>Inputs belong to the caller.</summary>
    [Fact]
    public void Score_AnyInput_LeavesInputsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var input = EstimatorExample.For(Context);

        TensorAssert.Unchanged(EstimatorExample.Tensors(input), () => Score(Built(), input));
    }

    /// <summary>Nothing is drawn: the same question has the same answer, watched or not.</summary>
    [Fact]
    public void Score_Again_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();
        var (estimator, input) = (Built(), EstimatorExample.For(Context));

        var score = Score(estimator, input);

        TensorAssert.SameBits(score, Score(estimator, input));
        TensorAssert.Close(score, Score(estimator, input with { Probe = new BlindProbe() }), Tolerance);
    }

    /// <summary>Only the score outlives a call, watched or not.</summary>
    [Fact]
    public void Score_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        var (estimator, input) = (Built(), EstimatorExample.For(Context));

        TensorAssert.NoneLeftBehind(() => estimator.Score(input).Dispose());
        TensorAssert.NoneLeftBehind(() => estimator.Score(input with { Probe = new BlindProbe() }).Dispose());
    }

    /// <summary>Every weight learns.</summary>
    [Fact]
    public void Score_Backwards_GivesEveryParameterAFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var estimator = Built();

        var loss = estimator.Score(EstimatorExample.For(Context)).square().sum();
        if (loss.requires_grad)
            loss.backward();

        TensorAssert.GradientsReachAll(estimator);
    }

    /// <summary>In bfloat16 it gives what it gives in float32 but for rounding.</summary>
    /// <remarks>One that keeps weights in float32 is asked in float32, another in bfloat16 but for the time.</remarks>
    [Fact]
    public void Score_InBfloat16_IsThatOfFloat32ButForRounding()
    {
        using var scope = NewDisposeScope();
        var (estimator, input) = (Built(), EstimatorExample.For(Context));
        var expected = Score(estimator, input);
        Bfloat16Example.Cast(estimator);
        var asked = estimator is IKeepsFloat32 ? input : Bfloat16Cast.Input(input);

        Bfloat16Example.Near(expected, Score(estimator, asked), asked.Noisy.dtype);
    }

    /// <summary>Inputs that do not fit each other or the context are refused.</summary>
    [Fact]
    public void Score_InputsThatDoNotFit_Throws()
    {
        using var scope = NewDisposeScope();
        var (estimator, input) = (Built(), EstimatorExample.For(Context));
        var (fewer, bins) = (EstimatorExample.Frames - 1, Context.Bins);
        var narrow = input.Reference.Features.narrow(1, 0, Context.ReferenceWidth - 1);
        EstimatorInput[] misfits =
        [
            input with { Mean = input.Mean.narrow(2, 0, fewer) },
            input with { Noisy = input.Noisy.narrow(1, 0, bins - 1), Mean = input.Mean.narrow(1, 0, bins - 1) },
            input with { Time = input.Time.narrow(0, 0, 1) },
            input with { TargetMask = input.TargetMask.narrow(1, 0, fewer) },
            input with { TargetPhonemes = input.TargetPhonemes.narrow(1, 0, fewer) },
            input with { Reference = input.Reference with { Features = narrow } }
        ];

        Assert.All(misfits, misfit => Assert.Throws<TensorShapeException>(() => Score(estimator, misfit)));
    }

    /// <summary>Weights of one build fit another, by name, and make it give the same.</summary>
    [Fact]
    public void Build_Twice_TakesTheWeightsOfTheFirst() =>
        WeightsAssert.FitAnotherBuild(() => Build(Context, Parts), estimator =>
            [Score(estimator, EstimatorExample.For(Context))]);

    /// <summary>A seed decides every weight, and every module is registered, so that it is trained and saved.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(() => Build(Context, Parts));

    private IEstimator Built() => Built(Parts);

    private IEstimator Built(SiteParts parts)
    {
        manual_seed(1);
        var estimator = Build(Context, parts);
        (estimator as nn.Module)?.eval();
        return estimator;
    }

    private static Tensor Score(IEstimator estimator, EstimatorInput input)
    {
        using var off = no_grad();
        return estimator.Score(input);
    }
}
