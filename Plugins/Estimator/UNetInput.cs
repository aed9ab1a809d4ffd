namespace Melange.Plugins;

/// <summary>Checks what a network is asked before any tensor operation, which might end the process.</summary>
internal static class UNetInput
{
    /// <summary>Throws unless states, masks, phonemes, reference and edit fit each other and the network.</summary>
    /// <exception cref="TensorShapeException">A tensor is not shaped as stated, or holds what it may not.</exception>
    public static void FitsOrThrow(EstimatorInput input, EstimatorContext context)
    {
        TensorShape.HasShape(input.Noisy, "B M T", [TensorShape.Any, context.Bins, TensorShape.Any], "noisy");
        TensorShape.HasEntries(input.Noisy, "noisy");
        var (batch, frames) = (input.Noisy.shape[0], input.Noisy.shape[2]);
        TensorShape.HasShape(input.Mean, "B M T", input.Noisy.shape, "mean");
        TensorShape.HasShape(input.Time, "B", [batch], "time");
        TensorShape.HasShape(input.TargetMask, "B T", [batch, frames], "targetMask");
        TensorShape.HasShape(input.TargetPhonemes, "B T", [batch, frames], "targetPhonemes");
        TensorShape.HasShape(
            input.Reference.Features, "B D R", [batch, context.ReferenceWidth, TensorShape.Any], "reference");
        var references = input.Reference.Features.shape[2];
        TensorShape.HasShape(input.Reference.Mask, "B R", [batch, references], "referenceMask");
        TensorShape.HasShape(input.Reference.Phonemes, "B R", [batch, references], "referencePhonemes");
        HasFrames(input.Reference.Mask);
        AreOfInventory(input.TargetPhonemes, "targetPhonemes", context.Phonemes.Count);
        AreOfInventory(input.Reference.Phonemes, "referencePhonemes", context.Phonemes.Count);
        Fits(input.Edit, batch, frames, references);
    }

    private static void HasFrames(Tensor referenceMask)
    {
        using var scope = NewDisposeScope();
        var empty = referenceMask.any(1).logical_not();                             // [B]
        if (empty.any().item<bool>())
            throw new TensorShapeException("referenceMask must have a valid frame for each item of the batch, "
                + $"but item {empty.to(int64).argmax().item<long>()} has none.");
    }

    private static void AreOfInventory(Tensor phonemes, string name, int count)
    {
        if (phonemes.NumberOfElements == 0)
            return;
        using var scope = NewDisposeScope();
        var (least, greatest) = (phonemes.min().item<long>(), phonemes.max().item<long>());
        if (least < 0 || greatest >= count)
            throw new TensorShapeException($"{name} must hold ids of the inventory, from 0 to {count - 1}, "
                + $"but held {(least < 0 ? least : greatest)}.");
    }

    private static void Fits(AttentionEdit? edit, long batch, long frames, long references)
    {
        if (edit?.Scale is not null)
            TensorShape.HasShape(edit.Scale, "B T", [batch, frames], "edit.Scale");
        if (edit?.Links?.Forced is not null)
            TensorShape.HasShape(edit.Links.Forced, "B T R", [batch, frames, references], "edit.Links.Forced");
        if (edit?.Links?.Forbidden is not null)
            TensorShape.HasShape(edit.Links.Forbidden, "B T R", [batch, frames, references], "edit.Links.Forbidden");
    }
}
