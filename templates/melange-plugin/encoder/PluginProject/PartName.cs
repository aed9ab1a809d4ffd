using Melange;
using TorchSharp.Modules;
using static Melange.TensorShape;
using static TorchSharp.torch.nn;

namespace PartSpace;

/// <summary>Reads phonemes by convolutions alone: each hears its neighbours, none the whole text.</summary>
/// <remarks>
/// Embedding, two residual convolutions, then a projection to the prior mean; durations from the same features, whose
/// gradients stop there. It hears no condition. B batch, C channels, M mel bins, P phonemes.
/// </remarks>
public sealed class PartName : Module, ITextEncoder
{
    private readonly Embedding embedding; // field names = state_dict keys: renaming one breaks checkpoints
    private readonly Conv1d first;
    private readonly Conv1d second;
    private readonly Conv1d toMean;
    private readonly Conv1d hearing;
    private readonly Conv1d toDuration;

    /// <summary>Builds the encoder with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public PartName(PartNameOptions options, EncoderContext context) : base(nameof(PartName))
    {
        var (channels, kernel) = (options.Validated().Channels, options.KernelSize);
        embedding = Embedding(context.PhonemeCount, channels);
        first = Conv1d(channels, channels, kernel, padding: kernel / 2);
        second = Conv1d(channels, channels, kernel, padding: kernel / 2);
        toMean = Conv1d(channels, context.Bins, 1);
        hearing = Conv1d(channels, channels, kernel, padding: kernel / 2);
        toDuration = Conv1d(channels, 1, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public EncodedText Encode(TextBatch text)
    {
        HasShape(text.Phonemes, "B P", [Any, Any], "phonemes");
        HasShape(text.Mask, "B P", text.Phonemes.shape, "mask");
        using var scope = NewDisposeScope();
        var embedded = embedding.forward(text.Phonemes).transpose(1, 2);            // [B, C, P]
        var real = text.Mask.unsqueeze(1).to(embedded.dtype);                       // [B, 1, P]
        var features = embedded * real;
        features = (features + first.forward(features).relu()) * real;
        features = (features + second.forward(features).relu()) * real;
        var mean = toMean.forward(features) * real;                                 // [B, M, P]
        var heard = hearing.forward(features.detach()).relu() * real;               // [B, C, P]
        var durations = (toDuration.forward(heard) * real).squeeze(1);              // [B, P]
        return new(mean.MoveToOuterDisposeScope(), durations.MoveToOuterDisposeScope());
    }
}
