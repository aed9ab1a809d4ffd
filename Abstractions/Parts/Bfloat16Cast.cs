using TorchSharp;

namespace Melange;

/// <summary>What an estimator and the parts in it are given where the run's precision is bfloat16.</summary>
public static class Bfloat16Cast
{
    /// <summary>Casts all weights and buffers to bfloat16 but those that parts keep in float32.</summary>
    /// <param name="module">A part with weights, or a model of them; it is changed.</param>
    public static void Weights(nn.Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.to(ScalarType.BFloat16);
        foreach (var kept in module.modules().Prepend(module).OfType<IKeepsFloat32>().ToList()
            .SelectMany(part => part.Float32Modules))
            kept.to(ScalarType.Float32);
    }

    /// <summary>Casts all of a question but the time.</summary>
    /// <remarks>An estimator that is <see cref="IKeepsFloat32"/> is given the question as it was.</remarks>
    /// <param name="input">A question in float32.</param>
    /// <returns>x_t, mu, reference and the factors of an edit in bfloat16; the current dispose scope owns them.
    /// </returns>
    public static EstimatorInput Input(EstimatorInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input with
        {
            Noisy = Cast(input.Noisy),
            Mean = Cast(input.Mean),
            Reference = input.Reference with
            {
                Features = Cast(input.Reference.Features),
                Conditions = input.Reference.Conditions.ToDictionary(entry => entry.Key, entry => Cast(entry.Value))
            },
            Edit = input.Edit is { Scale: { } scale } edit ? edit with { Scale = Cast(scale) } : input.Edit
        };
    }

    private static Tensor Cast(Tensor tensor) => tensor.to(ScalarType.BFloat16);
}
