using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Machine;
using TorchSharp;

namespace Melange.Host.Assembly;

/// <summary>Refuses a precision that the machine has no instructions for.</summary>
public static class PrecisionCheck
{
    /// <summary>Throws where bfloat16 would only be slow.</summary>
    /// <param name="options">The precision.</param>
    /// <param name="config">The config, for the fault's place.</param>
    /// <param name="machine">Where the model would live, and what the processor can do.</param>
    /// <exception cref="FaultException">The machine lacks what the precision needs.</exception>
    public static void Throw(
        RunOptions options, LayeredConfig config, (DeviceType Device, ProcessorFeatures Processor) machine)
    {
        var isFast = machine.Device == DeviceType.CUDA || machine.Processor.HasBfloat16;
        if (options.Precision == Precision.Bfloat16 && !isFast)
            throw new FaultException([config.FaultAt("precision",
                $"precision must be float32 here, but was 'bfloat16': {Lack(machine.Processor)}")]);
    }

    private static string Lack(ProcessorFeatures processor) => processor.HidesCaches
        ? "this virtual machine hides the processor's caches, and oneDNN, which would be wrong here, is left out."
        : "this processor has neither AVX512_BF16 nor AMX-BF16, and the device is not CUDA.";
}
