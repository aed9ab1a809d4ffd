using TorchSharp.Modules;
using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>A text encoder of the family of Glow-TTS; its heirs say how phonemes know each other's places.</summary>
/// <remarks>
/// Embedding, prenet, transformer, then a projection to the prior mean and a duration predictor whose gradients stop at
/// its input. Conditions are repeated over the phonemes and joined to the prenet's output along the channels. Source:
/// Kim et al. 2020 (Glow-TTS), appendix A.1, as in Popov et al. 2021 (Grad-TTS), section 3.3, and Mehta et al. 2024
/// (Matcha-TTS). Departs from them: any conditions, where they have a speaker embedding of 64 values or none.
/// </remarks>
public abstract class PhonemeEncoder : nn.Module, ITextEncoder, IStatesCost
{
    private protected readonly Embedding embedding; // field names = state_dict keys: renaming one breaks checkpoints
    private protected readonly Prenet prenet;
    private protected readonly ModuleList<TransformerLayer> layers;
    private protected readonly Conv1d toMean;
    private protected readonly DurationPredictor durations;
    private readonly IReadOnlyList<Condition> conditions;
    private readonly int channels;

    /// <summary>Creates the encoder with untrained weights.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="context">Phonemes, bins and conditions.</param>
    /// <param name="attention">Makes the attention of a layer for a width, which its heads must divide.</param>
    private protected PhonemeEncoder(GradTtsEncoderOptions options, EncoderContext context,
        Func<long, PhonemeAttention> attention) : base(nameof(PhonemeEncoder))
    {
        channels = options.Validated().Channels;
        conditions = Chosen(options.Conditions, context.Conditions);
        var width = options.Channels + conditions.Sum(condition => condition.Width);

        embedding = nn.Embedding(context.PhonemeCount, channels);
        nn.init.normal_(embedding.weight!, mean: 0, std: 1 / Math.Sqrt(channels));
        prenet = new Prenet(channels, options.PrenetDropout);
        layers = nn.ModuleList(Enumerable.Range(0, options.Layers)
            .Select(_ => new TransformerLayer(attention(width), width, options)).ToArray());
        toMean = nn.Conv1d(width, context.Bins, 1);
        durations = new DurationPredictor(width, options);
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A condition that this encoder was built for is missing.</exception>
    public EncodedText Encode(TextBatch text)
    {
        HasShape(text.Phonemes, "B P", [Any, Any]);
        HasShape(text.Mask, "B P", text.Phonemes.shape);

        using var scope = NewDisposeScope();
        var mask = text.Mask.unsqueeze(1).to(embedding.weight!.dtype);                                  // [B, 1, P]
        var embedded = embedding.forward(text.Phonemes).transpose(1, 2) * Math.Sqrt(channels);          // [B, C, P]
        var hidden = WithConditions(prenet.forward(embedded, mask), text.Conditions);                   // [B, width, P]
        foreach (var layer in layers)
            hidden = layer.forward(hidden, mask);
        hidden = hidden * mask;
        var mean = toMean.forward(hidden) * mask;                                                       // [B, M, P]
        var logDurations = durations.forward(hidden.detach(), mask);                                    // [B, P]
        return new EncodedText(mean.MoveToOuterDisposeScope(), logDurations.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    /// <remarks>
    /// B·P·(prenet + M·width + durations) + B·layers·(P·feed-forward + attention): prenet 16·C², durations
    /// kernel·D·(width + D) + D, feed-forward 2·kernel·width·F, attention 4·width²·P + 2·width·P², and with relative
    /// positions 2·width·P·(2·window + 1) more.
    /// </remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        var eachPhoneme = prenet.MultiplyAdds + toMean.weight.NumberOfElements + durations.MultiplyAdds;
        return size.Batch * (size.Phonemes * eachPhoneme + layers.Sum(layer => layer.MultiplyAdds(size.Phonemes)));
    }

    private Tensor WithConditions(Tensor hidden, IReadOnlyDictionary<string, Tensor> given)
    {
        var parts = new List<Tensor> { hidden };
        foreach (var (name, width) in conditions)
        {
            if (!given.TryGetValue(name, out var value))
                throw new ArgumentException(
                    $"text.Conditions must hold '{name}', but was [{string.Join(", ", given.Keys)}].");
            HasShape(value, "B width", [hidden.shape[0], width], name);
            parts.Add(value.unsqueeze(2).expand(-1, -1, hidden.shape[2]));                              // [B, width, P]
        }
        return parts.Count == 1 ? hidden : cat(parts, 1);
    }

    private static List<Condition> Chosen(IReadOnlyList<string> names, IReadOnlyList<Condition> known) =>
        names.Select(name => known.FirstOrDefault(condition => condition.Name == name)
            ?? throw new OptionsException($"Conditions must be among the run's conditions, but was '{name}'. "
                + $"Known: {string.Join(", ", known.Select(condition => condition.Name))}.")).ToList();

    /// <summary>The numbers of heads that part a width into whole heads of a multiple of some features.</summary>
    private protected static string FittingHeads(long width, int multiple)
    {
        var fitting = Enumerable.Range(1, (int)width).Where(heads => width % (heads * multiple) == 0).ToList();
        return fitting.Count > 0 ? string.Join(", ", fitting) : "none";
    }
}
