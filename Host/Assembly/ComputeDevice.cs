namespace Melange.Host.Assembly;

/// <summary>Where tensors live.</summary>
public enum ComputeDevice
{
    /// <summary>CUDA where there is a device and a build for it, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>The first CUDA device.</summary>
    Cuda
}
