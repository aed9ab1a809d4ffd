using static TorchSharp.torch.nn;

namespace Melange.Host.Vocoding;

/// <summary>A generator and its discriminators as one module, so that a checkpoint holds both.</summary>
internal sealed class VocoderModel : Module
{
    /// <summary>Takes the networks over.</summary>
    public VocoderModel(VocoderNetworks networks) : base(nameof(VocoderModel))
    {
        Networks = networks;
        register_module("generator", networks.Generator);
        register_module("discriminators", networks.Discriminators);
    }

    /// <summary>Both.</summary>
    public VocoderNetworks Networks { get; }
}
