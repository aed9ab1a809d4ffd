using Melange;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace PartSpace;

/// <summary>Gives each target frame the mean of the reference frames it may look at.</summary>
/// <remarks>
/// toOutput(relu(toValue(reference))·weightᵀ), weight = 1/(frames it may look at), the same for every mel bin.
/// B batch, C channels, M mel bins, T target frames, R reference frames, D reference width, F features.
/// </remarks>
public sealed class PartName : Module, IReferenceAttention
{
    private readonly Conv1d toValue; // field name = state_dict key: renaming it breaks checkpoints
    private readonly Conv1d toOutput;
    private readonly AttentionSite site;

    /// <summary>Builds the attention of one site with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public PartName(PartNameOptions options, AttentionSite site) : base(nameof(PartName))
    {
        var features = options.Validated().Features;
        this.site = site;
        toValue = Conv1d(site.ReferenceWidth, features, 1);
        toOutput = Conv1d(features, site.Channels, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        input.FitsOrThrow(hidden, site);
        using var scope = NewDisposeScope();
        var reference = MaskedAttention.WithoutUseless(input.Reference, input.AllowedPairs);
        var allowed = input.AllowedPairs.to(hidden.dtype);                                // [B, T, R]
        var weights = allowed / allowed.sum([2], keepdim: true).clamp_min(1);             // [B, T, R]
        input.Probe?.Record(site.Name, ProbeQuantity.AttentionMap, weights.unsqueeze(1)); // [B, 1, T, R]
        var style = toValue.forward(reference).relu().matmul(weights.transpose(1, 2));    // [B, F, T]
        var output = toOutput.forward(style).unsqueeze(2);                                // [B, C, 1, T]
        return output.expand(-1, -1, site.Bins, -1).MoveToOuterDisposeScope();            // [B, C, M, T]
    }
}
