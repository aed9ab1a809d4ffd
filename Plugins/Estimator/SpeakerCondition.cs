namespace Melange.Plugins;

/// <summary>The condition that an estimator joins to each frame of its input. B batch, S its features, T frames.
/// </summary>
internal static class SpeakerCondition
{
    /// <summary>The condition of that name, if there is one.</summary>
    public static Condition? Named(string name, EstimatorContext context) =>
        context.Conditions.FirstOrDefault(condition => condition.Name == name);

    /// <summary>What is wrong with the option Speaker: a name, but of no condition. Empty asks for none.</summary>
    public static IEnumerable<string> Misfits(string name, EstimatorContext context) =>
        name.Length == 0 || Named(name, context) is not null ? [] :
        [
            $"Speaker must name a condition, but was '{name}'."
                + $" Known: {string.Join(", ", context.Conditions.Select(condition => condition.Name))}."
        ];

    /// <summary>Its values, alike in all frames: [B, S, T]; nothing where the name is empty.</summary>
    public static IEnumerable<Tensor> Values(string name, EstimatorInput input) => name.Length == 0 ? [] :
        [input.Reference.Conditions[name].select(2, 0).unsqueeze(2).expand(-1, -1, input.Noisy.shape[2])];
}
