using Melange.Host.Guarding;

namespace Melange.Host.Tests.Guarding;

/// <summary>What is said of a tensor that is not as its contract says.</summary>
public sealed class TensorRuleTests : IDisposable
{
    private static readonly TorchSharp.torch.Device Meta = new(TorchSharp.DeviceType.META);
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly Tensor input = ones(2, 3, 4);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Checked_AsTheContractSays_IsGivenBack()
    {
        var output = zeros(2, 3, 4);

        Assert.Same(output, Rule().Checked(output));
    }

    [Fact]
    public void Checked_Null_IsAFault() => Assert.Equal("output must be a tensor, but was null", FaultOf(null));

    [Fact]
    public void Checked_Disposed_IsAFault()
    {
        var output = zeros(2, 3, 4);
        output.Dispose();

        Assert.Equal("output must be alive, but was disposed of; move it out of the dispose scope", FaultOf(output));
    }

    [Theory]
    [InlineData(new long[] { 2, 3, 5 }, "[2, 3, 5]")]
    [InlineData(new long[] { 2, 4, 3 }, "[2, 4, 3]")]
    [InlineData(new long[] { 24 }, "[24]")]
    [InlineData(new long[] { 2, 3, 4, 1 }, "[2, 3, 4, 1]")]
    public void Checked_OtherShape_NamesTheAxes(long[] shape, string shown) =>
        Assert.Equal($"output must be [B=2, M=3, T=4], but was {shown}", FaultOf(zeros(shape)));

    [Fact]
    public void Checked_AxisOfAnySize_MayHaveAny()
    {
        var rule = Rule() with { Shape = [2, TensorShape.Any, 4] };
        var output = zeros(2, 7, 4);

        Assert.Same(output, rule.Checked(output));
        Assert.Equal("output must be [B=2, M, T=4], but was [2, 7, 5]", FaultOf(zeros(2, 7, 5), rule));
    }

    [Fact]
    public void Checked_OnAnotherDevice_NamesBoth() =>
        Assert.Equal("output must be on cpu, but was on meta", FaultOf(zeros(2, 3, 4).to(Meta)));

    [Fact]
    public void Checked_OtherNumbers_NamesBoth() => Assert.Equal(
        "output must be of Float32, but was of Float64", FaultOf(zeros(2, 3, 4, dtype: float64)));

    [Fact]
    public void Checked_NumbersThatNoInputTells_MustBeReal()
    {
        var rule = new TensorRule("mean", "B M T", [2, 3, 4], zeros(2, dtype: int64)) { IsAnyFloat = true };
        var output = zeros(2, 3, 4, dtype: float64);

        Assert.Same(output, rule.Checked(output));
        Assert.Equal("mean must be of real numbers, but was of Int64", FaultOf(zeros(2, 3, 4, dtype: int64), rule));
    }

    [Theory]
    [InlineData("itself")]
    [InlineData("alias")]
    [InlineData("view")]
    public void Checked_MemoryOfAnInput_NamesTheInput(string how) => Assert.Equal(
        "output must be a new tensor, but was hidden itself, or shares its memory", FaultOf(how switch
        {
            "itself" => input,
            "alias" => input.alias(),
            _ => input.view(24).view(2, 3, 4)
        }));

    [Fact]
    public void Checked_MemoryThatMayBeShared_MustStillBeAnotherObject()
    {
        var rule = Rule() with { MayShareMemory = true };
        var view = input.alias();

        Assert.Same(view, rule.Checked(view));
        Assert.Equal("output must be a new tensor, but was hidden itself", FaultOf(input, rule));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Checked_NotFinite_IsAFaultWhereValuesAreChecked(double value)
    {
        var output = full(2, 3, 4, value);
        Assert.Same(output, Rule().Checked(output));

        ValueChecks.Run(() => Assert.Equal("output must be finite, but was not: it has NaN or infinite values, though "
            + "its inputs have none", FaultOf(output)));

        Assert.False(ValueChecks.AreOn);
    }

    [Fact]
    public void Checked_NotFiniteOfAnInputThatIsNot_IsNotThisPartsFault()
    {
        var output = full(2, 3, 4, double.NaN);
        input[0, 0, 0] = double.NaN;

        ValueChecks.Run(() => Assert.Same(output, Rule().Checked(output)));
    }

    private TensorRule Rule() => new("output", "B M T", [2, 3, 4], input) { Inputs = [("hidden", input)] };

    private string FaultOf(Tensor? output, TensorRule? rule = null) =>
        Assert.Throws<InvalidOperationException>(() => (rule ?? Rule()).Checked(output)).Message;
}
