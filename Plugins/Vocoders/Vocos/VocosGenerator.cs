using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Vocos' generator: of log-mels, frame by frame, Fourier magnitudes and phases, and of these audio.</summary>
/// <remarks>
/// Fresh weights are drawn from a normal distribution with deviation 0.02 (the official code cuts it at a hundred of
/// these), biases are 0. Source: Siuzdak 2023 (Vocos), section 3; gemelo-ai/vocos (c859e3b), whose names the weights
/// have. Departs: the head's weights are drawn as the backbone's, where the official code draws them as PyTorch does.
/// </remarks>
public sealed class VocosGenerator : Module<Tensor, Tensor>
{
    private const double Deviation = 0.02;

    private readonly VocosBackbone backbone;
    private readonly VocosHead head;

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="sizes">Its sizes.</param>
    /// <param name="mel">The log-mels that it takes.</param>
    /// <exception cref="OptionsException">The sizes break their rules.</exception>
    public VocosGenerator(VocosSizes sizes, AudioFormat mel) : base(nameof(VocosGenerator))
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(mel);
        sizes.Validated();
        register_module(nameof(backbone), backbone = new(sizes, mel.Bins));
        register_module(nameof(head), head = new(sizes, mel));
        Draw();
    }

    /// <summary>Frames to each side of a frame that its samples depend on, at most.</summary>
    /// <remarks>Those that each convolution hears, and those whose windows lie over the frame.</remarks>
    public static long Reach(VocosSizes sizes, AudioFormat mel)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(mel);
        return VocosBackbone.Reach * (sizes.Layers + 1L) + VocosHead.Reach(mel);
    }

    /// <inheritdoc cref="VocosHead.BeginAtMel"/>
    internal void BeginAtMel(Tensor filters) => head.BeginAtMel(filters);

    /// <summary>Audio from mel-spectrograms.</summary>
    /// <param name="input">Natural-log mel-spectrograms, <c>[B, M, T]</c>.</param>
    /// <returns>Audio in [-1, 1], <c>[B, 1, T·hop]</c>.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return head.call(backbone.call(input), input).MoveToOuterDisposeScope();
    }

    private void Draw()
    {
        using var off = no_grad();
        foreach (var (name, weight) in named_parameters())
            if (weight.dim() > 1)
                weight.normal_(0, Deviation);
            else if (name.EndsWith(".bias", StringComparison.Ordinal))
                weight.zero_();
    }
}
