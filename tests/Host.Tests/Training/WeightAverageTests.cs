using Melange.Host.Training;
using Melange.Testing;
using TorchSharp.Modules;

namespace Melange.Host.Tests.Training;

public sealed class WeightAverageTests
{
    [Fact]
    public void Update_ThreeSteps_IsTheFormulaByHand()
    {
        using var scope = NewDisposeScope();
        using var model = OneWeight(start: 8);
        using var average = new WeightAverage(model, decay: 0.15);

        foreach (var (step, value) in new[] { (0, 4.0), (1, 2.0), (50, 1.0) })
        {
            Set(model, value);
            average.Update(step);
        }

        // d: (1 + 0)/(10 + 0) = 0.1; 2/11 and 51/60 are above 0.15, so 0.15 twice.
        var first = 0.1 * 8 + 0.9 * 4;
        var second = 0.15 * first + 0.85 * 2;
        Assert.Equal(0.15 * second + 0.85 * 1, average.Tensors["weight"].item<float>(), 1e-6);
    }

    [Fact]
    public void Lent_UntilDisposed_TheModelHasTheAverages()
    {
        using var scope = NewDisposeScope();
        using var model = OneWeight(start: 8);
        using var average = new WeightAverage(model, decay: 0.5);
        Set(model, 0.1);

        using (average.Lent())
            Assert.Equal(8, model.weight!.item<float>());

        Assert.Equal(0.1f, model.weight!.item<float>());
        Assert.Equal(8, average.Tensors["weight"].item<float>());
    }

    [Fact]
    public void CopyToModel_AfterIt_TheModelHasTheAverages()
    {
        using var scope = NewDisposeScope();
        using var model = OneWeight(start: 8);
        using var average = new WeightAverage(model, decay: 0.5);
        Set(model, 0.1);

        average.CopyToModel();

        Assert.Equal(8, model.weight!.item<float>());
    }

    [Fact]
    public void Update_Repeated_LeavesNoTensorBehind()
    {
        using var scope = NewDisposeScope();
        using var model = OneWeight(start: 8);
        using var average = new WeightAverage(model, decay: 0.5);

        TensorAssert.NoneLeftBehind(() =>
        {
            average.Update(3);
            using var loan = average.Lent();
        });
    }

    private static Linear OneWeight(double start)
    {
        var model = nn.Linear(1, 1, hasBias: false);
        Set(model, start);
        return model;
    }

    private static void Set(Linear model, double value)
    {
        using var off = no_grad();
        model.weight!.fill_(value);
    }
}
