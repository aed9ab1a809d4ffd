using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Host.Assembly;

/// <summary>The learned stand-in for a reference that is not given: one vector for each condition.</summary>
/// <remarks>
/// All its frames are alike and hold phoneme 0, which no target frame has: a gate that asks for the phoneme falls back.
/// Source: Ho and Salimans 2022 (classifier-free diffusion guidance), section 3.2, the null token; learned from 0.
/// B batch, D reference width, R reference frames.
/// </remarks>
public sealed class NullReference : Module
{
    private readonly IReadOnlyList<string> names;

    /// <summary>Makes a vector of zeros for each condition; its key is the condition's name.</summary>
    public NullReference(IReadOnlyList<Condition> conditions) : base(nameof(NullReference))
    {
        names = [.. conditions.Select(condition => condition.Name)];
        foreach (var (name, width) in conditions)
            register_parameter(KeyOf(name), new Parameter(zeros(width)));
    }

    /// <summary>Puts the stand-in where a reference is dropped.</summary>
    /// <param name="reference">The references.</param>
    /// <param name="dropped">Which of them are dropped, bool <c>[B]</c>.</param>
    /// <returns>References of the same shapes, new; their masks stay.</returns>
    public ConditionedReference InPlaceOf(ConditionedReference reference, Tensor dropped)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var isNull = dropped.view(-1, 1, 1);                                        // [B, 1, 1]
        var conditions = names.ToDictionary(name => name, name =>
            where(isNull, get_parameter(KeyOf(name))!.view(1, -1, 1), reference.Conditions[name])); // [B, width, R]
        var phonemes = reference.Phonemes.masked_fill(dropped.unsqueeze(1), 0);     // [B, R]
        return new(cat([.. conditions.Values], 1), reference.Mask, phonemes, conditions);
    }

    private static string KeyOf(string name) => name.Replace('.', '_');             // no dot in a state_dict key
}
