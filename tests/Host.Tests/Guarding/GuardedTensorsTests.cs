using static Melange.Host.Tests.Guarding.WatchedSample;

namespace Melange.Host.Tests.Guarding;

/// <summary>Every role that gives one tensor: a good one goes through, a bad one is named with its role.</summary>
public sealed class GuardedTensorsTests : IDisposable
{
    private const int Batch = 2, Channels = 3, Bins = 4, Frames = 5, ReferenceFrames = 7, Width = 6;
    private static readonly AttentionSite Site = new("up.1", 0, Channels, Bins, Width);
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly Generator random = new();
    private readonly Tensor hidden = rand(Batch, Channels, Bins, Frames);
    private readonly Tensor mel = rand(Batch, Bins, Frames);
    private readonly Tensor mean = rand(Batch, Bins, Frames);
    private readonly Tensor features = rand(Batch, Width, ReferenceFrames);
    private readonly Tensor logMel = rand(Batch, Bins, ReferenceFrames);

    // Who is named, what the tensor is called, and its axes.
    private static readonly Dictionary<string, (string Who, string Name, string Axes, long[] Shape)> Roles = new()
    {
        ["attention"] = ("attention 'x' at up.1", "output", "B=2, C=3, M=4, T=5", [Batch, Channels, Bins, Frames]),
        ["conditioning"] = ("conditioning 'x' at section.conditioning", "output", "B=2, width=6, R=7",
            [Batch, Width, ReferenceFrames]),
        ["estimator"] = ("estimator 'x' at section.estimator", "score", "B=2, M=4, T=5", [Batch, Bins, Frames]),
        ["center"] = OfProcess("center"),
        ["noisy"] = OfProcess("noisy"),
        ["deviation"] = OfProcess("deviation"),
        ["answer"] = OfProcess("answer"),
        ["flow"] = OfProcess("flow"),
        ["data"] = OfProcess("data"),
        ["sampler"] = ("sampler 'x' at section.sampler", "mel", "B=2, M=4, T=5", [Batch, Bins, Frames]),
        ["noise"] = ("noise 'x' at section.noise", "noise", "B=2, M=4, T=5", [Batch, Bins, Frames]),
        ["vocoder"] = ("vocoder 'x' at section.vocoder", "audio", "samples=50", [Frames * 10])
    };

    private static (string Who, string Name, string Axes, long[] Shape) OfProcess(string name) =>
        ("process 'x' at section.process", name, "B=2, M=4, T=5", [Batch, Bins, Frames]);

    public static TheoryData<string> Slots => [.. Roles.Keys];

    public void Dispose()
    {
        random.Dispose();
        scope.Dispose();
    }

    [Theory, MemberData(nameof(Slots))]
    public void Around_GoodTensor_GoesThrough(string slot)
    {
        var good = ones(Roles[slot].Shape);

        Assert.Same(good, Call(slot, () => good));
    }

    [Theory, MemberData(nameof(Slots))]
    public void Around_OtherShape_IsNamed(string slot)
    {
        var (who, name, axes, shape) = Roles[slot];
        var other = ones([.. shape[..^1], shape[^1] + 1]);

        Assert.Equal($"{who}: {name} must be [{axes}], but was [{string.Join(", ", other.shape)}].",
            FaultOf(() => Call(slot, () => other)));
    }

    [Theory, MemberData(nameof(Slots))]
    public void Around_OtherNumbers_IsNamed(string slot)
    {
        var (who, name, _, shape) = Roles[slot];

        Assert.Equal($"{who}: {name} must be of Float32, but was of Float64.",
            FaultOf(() => Call(slot, () => ones(shape, dtype: float64))));
    }

    [Theory, MemberData(nameof(Slots))]
    public void Around_PartThatThrows_IsNamed(string slot) => Assert.Equal($"{Roles[slot].Who}: too much.",
        FaultOf(() => Call(slot, () => throw new ArithmeticException("too much"))));

    [Theory]
    [InlineData("attention", "output", "hidden")]
    [InlineData("estimator", "score", "noisy")]
    [InlineData("estimator", "score", "mean")]
    [InlineData("sampler", "mel", "start")]
    [InlineData("noise", "noise", "mean")]
    [InlineData("noisy", "noisy", "data"), InlineData("deviation", "deviation", "data")]
    [InlineData("answer", "answer", "noisy"), InlineData("flow", "flow", "noisy"), InlineData("data", "data", "noisy")]
    public void Around_AnInputItself_IsNamed(string slot, string output, string input)
    {
        var given = input == "hidden" ? hidden : input == "mean" ? mean : mel;

        var fault = FaultOf(() => Call(slot, () => given.alias()));

        Assert.EndsWith($": {output} must be a new tensor, but was {input} itself, or shares its memory.", fault);
    }

    [Fact]
    public void Around_ConditionerWithoutWidth_IsNamed() => Assert.Equal(
        "conditioning 'x' at section.conditioning: width must be at least 1, but was 0.", FaultOf(
            () => Around<IConditioner>("conditioning", new GivenParts.Conditioner(() => mel) { Width = 0 })));

    [Fact]
    public void Around_CentreThatIsMuItself_GoesThrough() =>
        Assert.Same(mean, Call("center", () => mean));

    [Theory, InlineData(true), InlineData(false)]
    public void Around_SamplerThatSaysNothing_SolvesDiffusionsAlone(bool isDiffusion)
    {
        var sampler = Around<ISampler>("sampler", new GivenParts.Sampler(() => mel));
        IProcess process = isDiffusion
            ? new GradTtsProcess(new(), new(new())) : new GivenParts.Process(() => mel);

        Assert.Equal(isDiffusion, Assert.IsType<IStatesProcesses>(sampler, exactMatch: false).Solves(process));
    }

    [Fact]
    public void Around_Diffusion_StaysOneWithItsSchedule()
    {
        var schedule = new NoiseSchedule { BetaMax = 7 };

        var process = Around<IProcess>("process", new GradTtsProcess(new(), new(schedule)));

        Assert.Equal(schedule, Assert.IsType<IDiffusionProcess>(process, exactMatch: false).Schedule);
        Assert.False(Around<IProcess>("process", new GivenParts.Process(() => mel)) is IDiffusionProcess);
    }

    private Tensor CallProcess(string member, Func<Tensor> give)
    {
        var process = Around<IProcess>("process", new GivenParts.Process(give));
        var (example, at) = (new ProcessExample(mel, mean, ones(1), ones(Batch)), new ProcessPoint(mel, mean, 0.5));
        return member switch
        {
            "center" => process.Center(mean),
            "noisy" => process.Noisy(example),
            "deviation" => process.Deviation(ones(1), example),
            "answer" => process.AnswerOfPrior(mel, mean, ones(Batch)),
            "flow" => process.Flow(ones(1), at),
            _ => process.Data(ones(1), at)
        };
    }

    private Tensor Call(string slot, Func<Tensor> give) => slot switch
    {
        "center" or "noisy" or "deviation" or "answer" or "flow" or "data" => CallProcess(slot, give),
        "attention" => Around<IReferenceAttention>(slot, new GivenParts.Attention(give), Site).Attend(hidden, Attended),
        "conditioning" => Around<IConditioner>(slot, new GivenParts.Conditioner(give)).Condition(Reference),
        "estimator" => Around<IEstimator>(slot, new GivenParts.Estimator(give)).Score(new(mel, mean, ones(Batch),
            ones(Batch, Frames), ones(Batch, Frames), new(features, Mask, Mask, new Dictionary<string, Tensor>()))),
        "sampler" => Around<ISampler>(slot, new GivenParts.Sampler(give)).Sample(
            new(mel, mean, ones(Batch, Frames), (x, _) => x, random)),
        "noise" => Around<INoise>(slot, new GivenParts.Noise(give)).Draw(
            new(mean, ones(Batch, Frames), ones(Batch, Frames), Reference, () => mean, random)),
        _ => Around<IVocoder>(slot, new GivenParts.Vocoder(give), new VocoderContext(Format, ones(1)))
            .Vocode(mel[0], random)
    };

    private static AudioFormat Format => new() { HopSamples = 10 };

    private static Tensor Mask => ones(Batch, ReferenceFrames);

    private AttentionInput Attended =>
        new(features, ones(Batch, Frames), ones(Batch, Frames, ReferenceFrames, dtype: ScalarType.Bool));

    private ReferenceBatch Reference => new(logMel, Mask, Mask, ones(Batch), ones(Batch));
}
