using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>The hard rule made soft: a learned blend where the phoneme is present, another where not.</summary>
/// <remarks>
/// hidden + s·(attended − hidden), s in [0, 1] for each group of channels: s = present_g where the target frame's
/// phoneme occurs in the reference, else absent_g. They start at 1 and 0, the hard rule. Present frames may look at
/// their phoneme only, absent ones at every real reference frame. Values beyond [0, 1] count as its ends, but their
/// gradient passes (Bengio et al. 2013, straight-through), so that one pushed outside can come back. Penalty:
/// λ·mean over g of (1 − present_g)² + absent_g². Source: the project's notes.
/// B batch, C channels, M mel bins, T target frames, R reference frames, G groups.
/// </remarks>
public sealed class SoftPhonemeFallbackGate : Module, IGate, IPenalised, IStatesCost, IStatesGuarantees
{
    private readonly Parameter present;
    private readonly Parameter absent;
    private readonly SoftPhonemeFallbackOptions options;
    private readonly PhonemeMatcher matcher;
    private readonly long channels;

    /// <summary>Builds the gate of one site at the hard rule.</summary>
    /// <exception cref="OptionsException">An option breaks its rule, or does not fit the site.</exception>
    public SoftPhonemeFallbackGate(SoftPhonemeFallbackOptions options, GateContext context)
        : base(nameof(SoftPhonemeFallbackGate))
    {
        (this.options, channels) = (options.Validated(), context.Site.Channels);
        if (channels % options.Groups != 0)
            throw new OptionsException($"Groups must divide the {channels} channels of site '{context.Site.Name}', "
                + $"but was {options.Groups}.");
        matcher = new(options.Match, options.ClassFallback, options.Classes, context);
        present = Parameter(ones(options.Groups));
        absent = Parameter(zeros(options.Groups));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor AllowedPairs(PhonemeMatch match)
    {
        using var scope = NewDisposeScope();
        var pairs = matcher.Pairs(match);                                           // [B, T, R]
        return where(pairs.any(2, keepdim: true), pairs, match.RealPairs()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public GateDecision Blend(Tensor hidden, Tensor attended, PhonemeMatch match)
    {
        BlendInput.FitsOrThrow(hidden, attended, match);
        TensorShape.HasShape(hidden, "B C M T", [TensorShape.Any, channels, TensorShape.Any, TensorShape.Any]);
        using var scope = NewDisposeScope();
        var isPresent = matcher.Pairs(match).any(2).unsqueeze(1);                   // [B, 1, T]
        var shares = where(isPresent, Share(present), Share(absent));               // [B, G, T]
        shares = shares * match.TargetMask.unsqueeze(1);
        var weights = shares.repeat_interleave(channels / options.Groups, 1).unsqueeze(2); // [B, C, 1, T]
        var output = hidden.lerp(attended, weights);              // [B, C, M, T]
        return new(output.MoveToOuterDisposeScope(), shares.mean([1]).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public Tensor Penalty()
    {
        using var scope = NewDisposeScope();
        return (((1 - present).square() + absent.square()).mean() * options.Penalty).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Guarantees => matcher.Guarantees;

    /// <inheritdoc/>
    /// <remarks>0: it compares phonemes and blends value by value.</remarks>
    public long MultiplyAdds(PassSize size) => 0;

    private static Tensor Share(Tensor blend) =>                                    // [G] to [1, G, 1]
        (blend + (blend.clamp(0, 1) - blend).detach()).view(1, -1, 1);
}
