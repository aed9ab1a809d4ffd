using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Melange;

/// <summary>Keeps libtorch right on processors that do not tell the sizes of their caches.</summary>
/// <remarks>
/// oneDNN plans by these sizes how it brings weights into its own order. AMD's processors tell them in leaf 0x8000001D
/// of CPUID, which some virtual machines leave empty; oneDNN 3.7.1, in libtorch 2.10.0, then takes each cache for one
/// byte, and leaves numbers out. Convolutions and LSTMs are wrong, forwards and backwards, or NaN, without a word,
/// wherever channels fill no whole block of 8 or 16. For aarch64 this is oneDNN's issue 5313.
/// </remarks>
public static class HiddenCaches
{
    private const int CacheLeaf = unchecked((int)0x8000001D);
    private const int CacheType = 0x1F; // in EAX; 0: there is no such cache
    private const string Library = "libtorch_cpu";

    /// <summary>Whether this processor hides them.</summary>
    public static bool AreHere { get; } = X86Base.IsSupported && Hides(X86Base.CpuId);

    /// <summary>Where this processor hides them, lets libtorch compute without oneDNN: slower, but right.</summary>
    /// <remarks>Linux alone. Whoever runs TorchSharp outside Melange calls it before the first convolution.</remarks>
    public static void DoWithoutOneDnn()
    {
        if (!AreHere || !OperatingSystem.IsLinux())
            return;
        InitializeDeviceType(TorchSharp.DeviceType.CPU); // loads the library
        UseOneDnn(false);
    }

    /// <summary>Lets libtorch compute with oneDNN and NNPACK, or without both.</summary>
    /// <remarks>NNPACK refuses such a processor as well, with a warning at each convolution.</remarks>
    internal static void UseOneDnn(bool use)
    {
        var context = GlobalContext();
        SetOneDnn(context, use);
        SetNnpack(context, use);
    }

    /// <summary>Whether a processor of AMD's answers so; others tell their caches in another leaf.</summary>
    /// <param name="cpuId">Its answers to a leaf and a subleaf: AMD64 manual, volume 3, appendix E.</param>
    internal static bool Hides(Func<int, int, (int Eax, int Ebx, int Ecx, int Edx)> cpuId)
    {
        var (_, ebx, ecx, edx) = cpuId(0, 0);
        var isAmd = (ebx, edx, ecx) == (Four("Auth"), Four("enti"), Four("cAMD"));
        return isAmd && (cpuId(CacheLeaf, 0).Eax & CacheType) == 0;
    }

    private static int Four(string letters) => BitConverter.ToInt32(Encoding.ASCII.GetBytes(letters));

    // at::globalContext(), at::Context::setUserEnabledMkldnn(bool), at::Context::setUserEnabledNNPACK(bool)
    [DllImport(Library, EntryPoint = "_ZN2at13globalContextEv")]
    private static extern nint GlobalContext();

    [DllImport(Library, EntryPoint = "_ZN2at7Context20setUserEnabledMkldnnEb")]
    private static extern void SetOneDnn(nint context, [MarshalAs(UnmanagedType.U1)] bool use);

    [DllImport(Library, EntryPoint = "_ZN2at7Context20setUserEnabledNNPACKEb")]
    private static extern void SetNnpack(nint context, [MarshalAs(UnmanagedType.U1)] bool use);
}
