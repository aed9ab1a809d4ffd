using Melange.Host.Assembly;
using Melange.Host.Configs;
using Melange.Host.Experiments;
using Melange.Host.Machine;
using TorchSharp;

namespace Melange.Host.Tests.Assembly;

public sealed class PrecisionCheckTests
{
    [Theory]
    [InlineData(false, "this processor has neither AVX512_BF16 nor AMX-BF16, and the device is not CUDA.")]
    [InlineData(true,
        "this virtual machine hides the processor's caches, and oneDNN, which would be wrong here, is left out.")]
    public void Throw_Bfloat16ThatIsNotFast_NamesThePlaceAndWhatIsMissing(bool hidesCaches, string lack)
    {
        using var tiny = new TinyRun();

        var fault = Assert.Throws<FaultException>(() => Check(
            tiny, "bfloat16", DeviceType.CPU, new(HasBfloat16: false) { HidesCaches = hidesCaches }));

        Assert.Equal("--set precision=bfloat16: precision must be float32 here, but was 'bfloat16': " + lack,
            fault.Message);
    }

    [Fact]
    public void Throw_MachineThatCan_LetsItPass()
    {
        using var tiny = new TinyRun();

        Check(tiny, "bfloat16", DeviceType.CPU, new(HasBfloat16: true));
        Check(tiny, "bfloat16", DeviceType.CUDA, new(HasBfloat16: false));
        Check(tiny, "float32", DeviceType.CPU, new(HasBfloat16: false));
    }

    [Fact]
    public void Read_PlanOfBfloat16_IsRefusedOnAMachineWithoutIt()
    {
        using var tiny = new TinyRun();

        var thrown = Record.Exception(() => ExperimentPlan.Read(
            tiny.Experiment, ["precision=bfloat16"], TinyRun.Catalog, $"{tiny.Folder}/run"));

        Assert.Equal(ProcessorFeatures.Present.HasBfloat16, thrown is null);
        Assert.True(thrown is null or FaultException, thrown?.ToString());
    }

    private static void Check(TinyRun tiny, string precision, DeviceType device, ProcessorFeatures processor)
    {
        var setting = $"precision={precision}";
        PrecisionCheck.Throw(tiny.Options(setting), LayeredConfig.Read(tiny.File, [setting]),
            (device, processor));
    }
}
