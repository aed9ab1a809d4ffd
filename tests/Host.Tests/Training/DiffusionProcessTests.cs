using Melange.Host.TensorFiles;
using Melange.Host.Training;
using Melange.Testing;

namespace Melange.Host.Tests.Training;

public sealed class DiffusionProcessTests
{
    private static readonly DiffusionProcess Process = new(new NoiseSchedule());

    [Fact]
    public void Diffuse_FixtureOfTheOracle_Agrees()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/diffusion.safetensors");

        var noisy = Process.Diffuse((fixture["x0"], fixture["mu"]), fixture["noise"], fixture["t"], Mask(fixture));

        TensorAssert.Close(fixture["diffused"], noisy, 1e-5);
    }

    [Fact]
    public void Loss_FixtureOfTheOracle_Agrees()
    {
        using var scope = NewDisposeScope();
        var fixture = Safetensors.Read("Fixtures/diffusion.safetensors");

        var loss = Process.Loss(fixture["score"], fixture["noise"], fixture["t"], Mask(fixture));

        TensorAssert.Close(fixture["loss"].squeeze(), loss, 1e-5);
    }

    private static Tensor Mask(Dictionary<string, Tensor> fixture) => fixture["mask"].to(float32).unsqueeze(1);
}
