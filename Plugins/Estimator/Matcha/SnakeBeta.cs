using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>A linear layer and a periodic activation whose rate and height are learned for each feature.</summary>
/// <remarks>
/// x + sin²(e^α·x)/(e^β + 1e-9), α and β from 0. Source: Lee et al. 2023 (BigVGAN), section 3.2, after Ziyin et al.
/// 2020 (Snake), as in Matcha-TTS' official code.
/// </remarks>
internal sealed class SnakeBeta : Module<Tensor, Tensor>
{
    private const double Least = 1e-9;
    private readonly Linear project;
    private readonly Parameter alpha;
    private readonly Parameter beta;

    /// <summary>Builds the layer with fresh weights.</summary>
    public SnakeBeta(long inputs, long outputs) : base(nameof(SnakeBeta))
    {
        project = Linear(inputs, outputs);
        alpha = Parameter(zeros(outputs));
        beta = Parameter(zeros(outputs));
        RegisterComponents();
    }

    /// <summary>Multiply-adds a frame: inputs·outputs.</summary>
    public long MultiplyAdds => project.weight.NumberOfElements;

    /// <summary>Maps <c>[…, inputs]</c> to <c>[…, outputs]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var values = project.forward(input);
        var wave = (values * alpha.exp()).sin();                                    // […, outputs]
        return values.addcmul(wave, wave / (beta.exp() + Least), 1).MoveToOuterDisposeScope();
    }
}
