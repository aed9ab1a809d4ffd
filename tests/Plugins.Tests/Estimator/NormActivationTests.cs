using Melange.Testing;
using TorchSharp;

namespace Melange.Plugins.Tests.Estimator;

/// <summary>One pass over memory against the library's operations in float64.</summary>
public sealed class NormActivationTests
{
    private const int Batch = 3, Channels = 48, Bins = 5, Frames = 7, Groups = 6;

    // Float32 rounds by 6e-8, sums over a line by as many parts; bfloat16 keeps 8 bits.
    private const double Float32 = 4e-6, Bfloat16 = 1.0 / 256;

    public static IEnumerable<object[]> Cases =>
        from type in new[] { float32, ScalarType.BFloat16 }
        from padding in new[] { "none", "ends", "holes" }
        from countsPadding in new[] { false, true }
        from shifted in new[] { false, true }
        from activation in Enum.GetNames<ActivationKind>()
        select new object[] { type, padding, (countsPadding, shifted), activation };

    [Theory, MemberData(nameof(Cases))]
    public void Consume_EitherType_DiffersFromTheLibraryInFloat64ByItsRoundingAlone(
        ScalarType type, string padding, (bool CountsPadding, bool Shifted) places, string activation)
    {
        using var scope = NewDisposeScope();
        var rules = new NormRules(Groups, places.CountsPadding, Enum.Parse<ActivationKind>(activation));
        var subject = new Subject(padding, rules, places.Shifted);
        var (value, gradient) = type == float32 ? (Float32, Float32) : (Bfloat16, 2 * Bfloat16);

        var (output, gradients) = subject.InOnePass(type);

        var (expected, exact) = subject.OfTheLibrary();
        Assert.Equal(type, output.dtype);
        TensorAssert.Close(expected, output.to(float64), value * 4); // values up to 4
        for (var i = 0; i < exact.Length; i++)
            TensorAssert.Close(exact[i], gradients[i].to(float64), gradient * exact[i].abs().max().item<double>());
    }

    [Fact]
    public void Consume_WithoutGradient_GivesTheSameBitsInTheStateItself()
    {
        using var scope = NewDisposeScope();
        var subject = new Subject("ends", new(Groups, false, ActivationKind.Mish), shifted: true);
        var (expected, _) = subject.InOnePass(float32);
        using var off = no_grad();
        var state = ChannelsLast(subject.State).to(float32);

        var output = subject.Norm(float32).Consume(state, subject.Mask(float32), subject.Shift.to(float32));

        TensorAssert.SameBits(expected, output);
        TensorAssert.SameBits(output, state);
    }

    [Fact]
    public void Consume_MeanFarFromZero_KeepsItsDigits()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var subject = new Subject("ends", new(Groups, false, ActivationKind.Mish), shifted: false);
        var far = ChannelsLast((subject.State + 1000).to(float32));
        var expected = subject.Norm(float64).Composed(far.to(float64), subject.Mask(float64), null);

        var output = subject.Norm(float32).Consume(far, subject.Mask(float32), null);

        TensorAssert.Close(expected, output.to(float64), 5e-4); // x itself is rounded by 6e-5
    }

    [Fact]
    public void Consume_ChannelsFirst_IsTheLibrarysResult()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var subject = new Subject("ends", new(Groups, false, ActivationKind.Silu), shifted: true);
        var (norm, mask, shift) = (subject.Norm(float32), subject.Mask(float32), subject.Shift.to(float32));
        var state = subject.State.to(float32);

        TensorAssert.SameBits(norm.Composed(state, mask, shift), norm.Consume(state, mask, shift));
    }

    [Fact]
    public void Consume_NaNInOneItem_SpoilsNoOther()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var subject = new Subject("none", new(Groups, false, ActivationKind.Mish), shifted: false);
        var state = ChannelsLast(subject.State.to(float32));
        state[1, 2, 3, 4] = float.NaN;

        var output = subject.Norm(float32).Consume(state, subject.Mask(float32), null);

        Assert.Equal([true, false, true], output.isfinite().flatten(1).all(1).data<bool>());
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Consume_Repeated_LeavesNoTensorBehind(bool backward)
    {
        using var scope = NewDisposeScope();
        var subject = new Subject("ends", new(Groups, false, ActivationKind.Mish), shifted: true);
        var (norm, mask) = (subject.Norm(float32), subject.Mask(float32));
        var state = ChannelsLast(subject.State.to(float32));

        TensorAssert.NoneLeftBehind(() =>
        {
            using var inner = NewDisposeScope();
            norm.zero_grad();
            var output = norm.Consume(state * 1, mask, subject.Shift.to(float32));
            if (backward)
                output.sum().backward();
        });
    }

    [Fact]
    public void Consume_BackwardThroughMany_HoldsTheGradientsOfOne()
    {
        using var scope = NewDisposeScope();
        var subject = new Subject("ends", new(Groups, false, ActivationKind.Mish), shifted: true);
        long HeldBy(int norms)
        {
            using var inner = NewDisposeScope();
            var state = ChannelsLast(subject.State.to(float32)).requires_grad_();
            for (var i = 0; i < norms; i++)
                state = subject.Norm(float32).Consume(state, subject.Mask(float32), null);
            var loss = state.sum();
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            loss.backward();
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }
        HeldBy(1);

        Assert.Equal(HeldBy(1), HeldBy(5));
    }

    [Fact]
    public void Sums_AnyNumberOfThreads_HaveTheSameBits()
    {
        using var scope = NewDisposeScope();
        var state = ChannelsLastState.Of(randn([2, 64, 31, 33], generator: new Generator(3)));
        double[] SumsOn(int threads) => new LineWork(state, threads).Sums(1, (item, line, sum) =>
            sum[0] += state.Tensor[item, 5, line, 7].item<float>());

        var expected = SumsOn(1);

        Assert.All([2, 3, 7], threads => Assert.Equal(expected, SumsOn(threads)));
    }

    private static Tensor ChannelsLast(Tensor state) => state.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private sealed class Subject
    {
        private readonly NormRules rules;
        private readonly Tensor weight, bias, frames, gradient;

        public Subject(string padding, NormRules rules, bool shifted)
        {
            this.rules = rules;
            IsShifted = shifted;
            var random = new Generator(11);
            State = Rounded(randn([Batch, Channels, Bins, Frames], generator: random) * 2 + 0.5);
            gradient = Rounded(randn([Batch, Channels, Bins, Frames], generator: random));
            (weight, bias, Shift) = (Rounded(rand(Channels, generator: random) + 0.5),
                Rounded(randn(Channels, generator: random)), Rounded(randn([Batch, Channels], generator: random)));
            var index = arange(Frames).unsqueeze(0);                                // [1, T]
            var lengths = tensor(new long[] { 7, 4, 2 }).unsqueeze(1);              // [B, 1]
            frames = padding switch
            {
                "none" => ones([Batch, Frames], dtype: ScalarType.Bool),
                "ends" => index.lt(lengths),
                _ => index.remainder(lengths).ne(0).logical_or(index.eq(3))
            };
        }

        public Tensor State { get; }

        public Tensor Shift { get; }

        private bool IsShifted { get; }

        public FrameMask Mask(ScalarType type) => FrameMask.Of(frames, type);

        public NormActivation Norm(ScalarType type)
        {
            var norm = new NormActivation(Channels, rules);
            using var off = no_grad();
            norm.to(type);
            norm.get_parameter("weight")!.copy_(weight);
            norm.get_parameter("bias")!.copy_(bias);
            return norm;
        }

        public (Tensor Output, Tensor[] Gradients) InOnePass(ScalarType type) =>
            Run(type, (norm, state, shift) => norm.Consume(ChannelsLast(state), Mask(type), shift));

        public (Tensor Output, Tensor[] Gradients) OfTheLibrary() =>
            Run(float64, (norm, state, shift) => norm.Composed(state, Mask(float64), shift));

        private (Tensor Output, Tensor[] Gradients) Run(
            ScalarType type, Func<NormActivation, Tensor, Tensor?, Tensor> forward)
        {
            var norm = Norm(type);
            var (state, shift) = (Leaf(State, type), Leaf(Shift, type));
            var output = forward(norm, state, IsShifted ? shift : null);
            output.backward([gradient.to(type)]);
            var weights = norm.parameters().Select(parameter => parameter.grad!);
            return (output.detach(), [state.grad!, .. weights, .. IsShifted ? [shift.grad!] : Array.Empty<Tensor>()]);
        }

        private static Tensor Leaf(Tensor values, ScalarType type) => values.to(type).detach().clone().requires_grad_();

        // To what both types hold, so that the same numbers come in.
        private static Tensor Rounded(Tensor values) => values.to(ScalarType.BFloat16).to(float64);
    }
}
