namespace Melange.Plugins;

/// <summary>Checks what every gate is given to blend.</summary>
internal static class BlendInput
{
    /// <summary>Throws unless both states <c>[B, C, M, T]</c> and the mask <c>[B, T]</c> fit each other.</summary>
    /// <exception cref="TensorShapeException">A tensor is not shaped as stated.</exception>
    public static void FitsOrThrow(Tensor hidden, Tensor attended, PhonemeMatch match)
    {
        TensorShape.HasShape(attended, "B C M T", hidden.shape);
        TensorShape.HasShape(match.TargetMask, "B T", [hidden.shape[0], hidden.shape[3]], "match.TargetMask");
    }
}
