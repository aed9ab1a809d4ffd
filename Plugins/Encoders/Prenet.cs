using TorchSharp.Modules;

namespace Melange.Plugins;

/// <summary>Lets each embedded phoneme hear its neighbours before the transformer.</summary>
/// <remarks>
/// Three times convolution of kernel 5, norm, ReLU, dropout; then a projection, added to the input and begun at zero.
/// Source: Kim et al. 2020 (Glow-TTS), appendix A.1, as in Popov et al. 2021 (Grad-TTS).
/// </remarks>
internal sealed class Prenet : nn.Module<Tensor, Tensor, Tensor>
{
    private const int Layers = 3;
    private const int KernelSize = 5;

    private readonly ModuleList<Conv1d> convolutions;
    private readonly ModuleList<PositionNorm> norms;
    private readonly Dropout dropout;
    private readonly Conv1d toResidual;

    /// <summary>Creates the prenet; its residual starts at zero.</summary>
    public Prenet(long channels, double dropoutChance) : base(nameof(Prenet))
    {
        convolutions = nn.ModuleList(Enumerable.Range(0, Layers)
            .Select(_ => nn.Conv1d(channels, channels, KernelSize, padding: KernelSize / 2)).ToArray());
        norms = nn.ModuleList(Enumerable.Range(0, Layers).Select(_ => new PositionNorm(channels)).ToArray());
        dropout = nn.Dropout(dropoutChance);
        toResidual = nn.Conv1d(channels, channels, 1);
        nn.init.zeros_(toResidual.weight);
        nn.init.zeros_(toResidual.bias!);
        RegisterComponents();
    }

    /// <summary>Multiply-adds a phoneme: 3·5·C² + C².</summary>
    public long MultiplyAdds =>
        convolutions.Sum(convolution => convolution.weight.NumberOfElements) + toResidual.weight.NumberOfElements;

    /// <summary><c>[B, C, P]</c> and mask <c>[B, 1, P]</c> to <c>[B, C, P]</c>, zero in padding.</summary>
    public override Tensor forward(Tensor embedded, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var hidden = embedded;
        foreach (var (convolution, norm) in convolutions.Zip(norms))
            hidden = dropout.forward(norm.forward(convolution.forward(hidden * mask)).relu());
        return ((embedded + toResidual.forward(hidden)) * mask).MoveToOuterDisposeScope();
    }
}
