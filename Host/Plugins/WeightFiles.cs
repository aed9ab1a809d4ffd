using Melange.Host.TensorFiles;

namespace Melange.Host.Plugins;

/// <summary>Reads weights for parts: nothing of a file is believed before it is checked.</summary>
internal sealed class WeightFiles : IWeightFiles
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Read(string path) => Safetensors.Read(path);
}
