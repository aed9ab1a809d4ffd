using Melange.Host.TensorFiles;

namespace Melange.Plugins.Tests.Vocoders.HifiGan;

/// <summary>The host's reader of weights.</summary>
internal sealed class WeightFiles : IWeightFiles
{
    public IReadOnlyDictionary<string, Tensor> Read(string path) => Safetensors.Read(path);
}
