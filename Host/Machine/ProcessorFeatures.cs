using System.Runtime.Intrinsics.X86;

namespace Melange.Host.Machine;

/// <summary>What a processor can do that a precision asks for.</summary>
/// <param name="HasBfloat16">Whether oneDNN multiplies in bfloat16 on it: AVX512_BF16 or AMX-BF16.</param>
public sealed record ProcessorFeatures(bool HasBfloat16)
{
    /// <summary>Whether oneDNN is left out: <see cref="HiddenCaches"/>.</summary>
    public bool HidesCaches { get; init; }

    /// <summary>What is said before an experiment on it; null where nothing is.</summary>
    public string? Warning => HidesCaches
        ? "this virtual machine hides the processor's caches: oneDNN would be wrong here and is left out, "
            + "which takes about twice as long."
        : null;

    /// <summary>Whether it multiplies whole tiles of bfloat16: AMX-BF16.</summary>
    public bool HasTiles { get; init; }

    private const int BasicLeaf = 0, FeatureLeaf = 7;
    private const int Avx512Bfloat16 = 1 << 5, AmxBfloat16 = 1 << 22;

    /// <summary>This machine's; other processors than x86 are not asked.</summary>
    /// <remarks>Intel 64 manual, volume 2A, CPUID: leaf 7, subleaf 1, EAX bit 5; subleaf 0, EDX bit 22.</remarks>
    public static ProcessorFeatures Present { get; } = X86Base.IsSupported ? AsksX86() : new(false);

    private static ProcessorFeatures AsksX86()
    {
        if (X86Base.CpuId(BasicLeaf, 0).Eax < FeatureLeaf)
            return new(false);
        var (subleaves, _, _, edx) = X86Base.CpuId(FeatureLeaf, 0);
        var hasAvx = subleaves >= 1 && (X86Base.CpuId(FeatureLeaf, 1).Eax & Avx512Bfloat16) != 0;
        var hasTiles = (edx & AmxBfloat16) != 0;
        return HiddenCaches.AreHere
            ? new(false) { HidesCaches = true }
            : new(hasAvx || hasTiles) { HasTiles = hasTiles };
    }
}
