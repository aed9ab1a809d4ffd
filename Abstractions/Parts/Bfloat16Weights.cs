using TorchSharp;

namespace Melange;

/// <summary>What becomes of a part's weights where the run's precision is bfloat16.</summary>
public static class Bfloat16Weights
{
    /// <summary>Casts all weights and buffers to bfloat16 but those that parts keep in float32.</summary>
    /// <param name="module">A part with weights, or a model of them; it is changed.</param>
    public static void Cast(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.to(ScalarType.BFloat16);
        foreach (var kept in module.modules().Prepend(module).OfType<IKeepsFloat32>().ToList()
            .SelectMany(part => part.Float32Modules))
            kept.to(ScalarType.Float32);
    }
}
