using static TorchSharp.torch.nn;

namespace Melange.Host.Vocoding;

/// <summary>A generator and its discriminators as one module, so that a checkpoint holds both.</summary>
internal sealed class VocoderModel : Module
{
    private const string GeneratorName = "generator";

    /// <summary>Takes the networks over.</summary>
    public VocoderModel(VocoderNetworks networks) : base(nameof(VocoderModel))
    {
        Networks = networks;
        register_module(GeneratorName, networks.Generator);
        register_module("discriminators", networks.Discriminators);
    }

    /// <summary>Both.</summary>
    public VocoderNetworks Networks { get; }

    /// <summary>The generator's weights under its own names.</summary>
    public IReadOnlyDictionary<string, Tensor> GeneratorWeights() => Networks.Generator.state_dict();
}
