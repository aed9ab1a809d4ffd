using TorchSharp.Modules;

namespace Melange.Tests.Parts;

public sealed class FreshWeightsTests
{
    private const string Unregistered =
        "holds a module or parameter that is not registered, so that neither training nor checkpoints know its "
        + "weights: ";

    private const string Drawn =
        "set it in the constructor, with nn.init or rand, which draw from the generator that is seeded.";

    private const string Bare =
        "TorchSharp's GroupNorm leaves it as the memory was; set it in the constructor, with nn.init.";

    [Fact]
    public void Problems_PartOfWellKnownModules_AreNone() => Assert.Empty(FreshWeights.Problems(() =>
    {
        var norm = nn.GroupNorm(2, 6);
        nn.init.ones_(norm.weight);
        nn.init.zeros_(norm.bias);
        return nn.ModuleList<nn.Module>(nn.Linear(3, 4), norm, nn.BatchNorm1d(5), nn.Embedding(7, 2));
    }));

    [Fact]
    public void Problems_PartWithoutWeights_AreNone() => Assert.Empty(FreshWeights.Problems(() => new object()));

    // Memory may hold the same twice by chance: every size must be found every time.
    [Theory, InlineData(4), InlineData(64), InlineData(1000), InlineData(100_000), InlineData(1_000_000)]
    public void Problems_BareGroupNorm_NameItsWeightsEveryTime(int channels)
    {
        for (var time = 0; time < 20; time++)
        {
            var problems = FreshWeights.Problems(() => new Normed(channels));

            Assert.Equal(2, problems.Count);
            Assert.StartsWith("the weight 'norm.weight' ", problems[0]);
            Assert.EndsWith($": {Bare}ones_(norm.weight).", problems[0]);
            Assert.StartsWith("the weight 'norm.bias' ", problems[1]);
            Assert.EndsWith($": {Bare}zeros_(norm.bias).", problems[1]);
        }
    }

    [Fact]
    public void Problems_WeightsOfAnotherGenerator_AreAnotherInEachBuild() => Assert.Equal(
        [$"the weight 'weight' is another in each build from one seed: {Drawn}"],
        FreshWeights.Problems(() => new Weighed(full([3], Random.Shared.NextDouble()))));

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Problems_WeightThatIsNotFinite_NameIt(double value) => Assert.Equal(
        [$"the weight 'weight' holds NaN or infinity in a new part: {Drawn}"],
        FreshWeights.Problems(() => new Weighed(full([3], value))));

    [Fact]
    public void Problems_BufferOfInfinity_AreNone() =>
        Assert.Empty(FreshWeights.Problems(() => new Buffered(full([3], double.NegativeInfinity))));

    [Fact]
    public void Problems_BufferOfNaN_NameIt() => Assert.Equal(
        [$"the weight 'mask' holds NaN or infinity in a new part: {Drawn}"],
        FreshWeights.Problems(() => new Buffered(full([3], double.NaN))));

    [Theory]
    [InlineData("list"), InlineData("array"), InlineData("tuples"), InlineData("parameters")]
    public void Problems_ModulesInACollection_AskForAModuleList(string kind) => Assert.Equal(
        [$"the field 'layers' {Unregistered}keep them in a ModuleList or ParameterList."],
        FreshWeights.Problems(() => kind switch
        {
            "list" => new Keeping<List<Linear>>([nn.Linear(2, 3)]),
            "array" => new Keeping<Linear[]>([nn.Linear(2, 3)]),
            "tuples" => new Keeping<List<(string, Linear)>>([("one", nn.Linear(2, 3))]),
            _ => new Keeping<List<Parameter>>([new(zeros(2))])
        }));

    [Fact]
    public void Problems_ModulesInADictionary_AskForAModuleDict() => Assert.Equal(
        [$"the field 'layers' {Unregistered}keep them in a ModuleDict or ParameterDict."],
        FreshWeights.Problems(() => new Keeping<Dictionary<string, Linear>>(new() { ["one"] = nn.Linear(2, 3) })));

    [Fact]
    public void Problems_ModuleSetAfterRegistering_AskForItBefore() => Assert.Equal(
        [$"the field 'late' {Unregistered}set it before RegisterComponents() in the constructor, or give it to "
            + "register_module."],
        FreshWeights.Problems(() => new Late()));

    [Fact]
    public void Problems_FieldOfAModuleBelow_NameTheWay() => Assert.StartsWith("the field 'layers.late' ",
        Assert.Single(FreshWeights.Problems(() => new Keeping<Late>(new Late()))));

    [Fact]
    public void Problems_ModulesInAModuleList_AreNone() =>
        Assert.Empty(FreshWeights.Problems(() => new Keeping<ModuleList<Linear>>(nn.ModuleList(nn.Linear(2, 3)))));

    private sealed class Normed : nn.Module
    {
        private readonly GroupNorm norm;

        public Normed(int channels) : base(nameof(Normed))
        {
            norm = nn.GroupNorm(2, channels);
            RegisterComponents();
            norm.train();
        }
    }

    private sealed class Weighed : nn.Module
    {
        private readonly Parameter weight;

        public Weighed(Tensor value) : base(nameof(Weighed))
        {
            weight = new(value);
            RegisterComponents();
            weight.requires_grad = true;
        }
    }

    private sealed class Buffered : nn.Module
    {
        public Buffered(Tensor value) : base(nameof(Buffered)) => register_buffer("mask", value);
    }

    private sealed class Keeping<T> : nn.Module
    {
        private readonly T layers;

        public Keeping(T layers) : base("Keeping")
        {
            this.layers = layers;
            RegisterComponents();
        }

        public T Layers => layers;
    }

    private sealed class Late : nn.Module
    {
        private readonly Linear late;

        public Late() : base(nameof(Late))
        {
            RegisterComponents();
            late = nn.Linear(2, 3);
            late.train();
        }
    }
}
