using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Dilated convolutions of one kernel, each added to what it was given.</summary>
/// <remarks>
/// Kind 1: <c>x ← x + conv2(lrelu(conv1(lrelu(x))))</c>, conv1 dilated, conv2 not, for each dilation; kind 2:
/// <c>x ← x + conv(lrelu(x))</c>. Slope 0.1. Source: Kong et al. 2020, figure 1, appendix A.1; names of the official
/// code.
/// </remarks>
public sealed class HifiGanResidual : Module<Tensor, Tensor>
{
    internal const double Slope = 0.1;

    // Lists: TorchSharp would register modules by the names of their fields as well.
    private readonly IReadOnlyList<NormedConvolution> first;
    private readonly IReadOnlyList<NormedConvolution> second; // none of kind 2

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="channels">Channels C.</param>
    /// <param name="kernel">Steps of the kernels, odd.</param>
    /// <param name="dilations">The dilation of each round.</param>
    /// <param name="kind">Whether the convolutions have a second each, and weight norm.</param>
    public HifiGanResidual(
        long channels, long kernel, IReadOnlyList<long> dilations, (bool IsDouble, bool IsNormed) kind)
        : base(nameof(HifiGanResidual))
    {
        ArgumentNullException.ThrowIfNull(dilations);
        first = Registered(kind.IsDouble ? "convs1" : "convs", dilations);
        second = kind.IsDouble ? Registered("convs2", [.. dilations.Select(_ => 1L)]) : [];

        IReadOnlyList<NormedConvolution> Registered(string name, IReadOnlyList<long> steps)
        {
            var made = steps.Select(step =>
                new NormedConvolution(new(channels, channels, kernel, step), kind.IsNormed)).ToArray();
            register_module(name, ModuleList(made));
            return made;
        }
    }

    /// <summary>Multiply-adds of each step.</summary>
    public long MultiplyAdds => first.Concat(second).Sum(convolution => convolution.MultiplyAdds);

    /// <inheritdoc/>
    /// <param name="input"><c>[B, C, L]</c>.</param>
    /// <returns><c>[B, C, L]</c>.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = input;
        for (var round = 0; round < first.Count; round++)
        {
            var next = Round(hidden, round);
            if (round > 0)
                hidden.Dispose();
            hidden = next;
        }
        return hidden.MoveToOuterDisposeScope();
    }

    // What a convolution has just made is nobody else's, and is changed in place.
    private Tensor Round(Tensor hidden, int round)
    {
        using var scope = NewDisposeScope();
        var made = first[round].call(functional.leaky_relu(hidden, Slope));
        if (second.Count > 0)
            made = second[round].call(functional.leaky_relu(made, Slope, inplace: true));
        return made.add_(hidden).MoveToOuterDisposeScope();
    }
}
