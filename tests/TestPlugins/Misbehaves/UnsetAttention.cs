using TorchSharp.Modules;

namespace Melange.TestPlugins;

/// <summary>Has weights that no seed decides, and a module that is not registered.</summary>
public sealed class UnsetAttention : nn.Module, IReferenceAttention
{
    private readonly GroupNorm norm;
    private readonly List<Linear> layers = [nn.Linear(2, 3)];

    public UnsetAttention(AttentionSite site) : base(nameof(UnsetAttention))
    {
        norm = nn.GroupNorm(1, site.Channels);
        RegisterComponents();
    }

    public Tensor Attend(Tensor hidden, AttentionInput input) =>
        zeros_like(hidden) * layers.Count * norm.weight.shape[0];
}
