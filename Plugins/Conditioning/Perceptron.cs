using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Two linear layers with Mish between, on the last axis.</summary>
/// <remarks>Source: the speaker perceptron of Grad-TTS (Popov et al. 2021, official code).</remarks>
internal sealed class Perceptron : Module<Tensor, Tensor>
{
    private readonly Linear first;
    private readonly Linear second;

    /// <summary>Builds the layers: inputs to hidden to width.</summary>
    public Perceptron(long inputs, long hidden, long width) : base(nameof(Perceptron))
    {
        first = Linear(inputs, hidden);
        second = Linear(hidden, width);
        RegisterComponents();
    }

    /// <summary>Multiply-adds of one input: inputs·hidden + hidden·width.</summary>
    public long MultiplyAdds => first.weight.NumberOfElements + second.weight.NumberOfElements;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return second.forward(functional.mish(first.forward(input))).MoveToOuterDisposeScope();
    }
}
