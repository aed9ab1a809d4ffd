using Melange.Host.TensorFiles;
using Melange.Testing;

namespace Melange.Plugins.Tests.Processes;

public sealed class GradTtsProcessTests : ProcessConformance
{
    protected override IProcess Build(ProcessContext context) => new GradTtsProcess(new(), context);

    [Fact]
    public void Noisy_FixtureOfTheOracle_Agrees()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/diffusion.safetensors");

        var noisy = Build(new(new())).Noisy(Example(fixture)) * Mask(fixture);

        TensorAssert.Close(fixture["diffused"], noisy, 1e-5);
    }

    [Fact]
    public void Deviation_FixtureOfTheOracle_HasItsLoss()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/diffusion.safetensors");
        var mask = Mask(fixture);

        var deviation = Build(new(new())).Deviation(fixture["score"], Example(fixture)) * mask;

        TensorAssert.Close(fixture["loss"].squeeze(),
            deviation.square().sum() / (mask.sum() * deviation.shape[1]), 1e-5);
    }

    private static ProcessExample Example(Dictionary<string, Tensor> fixture) =>
        new(fixture["x0"], fixture["mu"], fixture["noise"], fixture["t"]);

    private static Tensor Mask(Dictionary<string, Tensor> fixture) => fixture["mask"].to(float32).unsqueeze(1);
}
