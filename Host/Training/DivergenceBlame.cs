using Melange.Host.Assembly;
using Melange.Host.Guarding;

namespace Melange.Host.Training;

/// <summary>Finds where values that are not finite come from, once a step came to nothing.</summary>
internal static class DivergenceBlame
{
    private const int Shown = 3;

    /// <summary>Names the part that makes other than finite values of finite ones; empty where none does.</summary>
    /// <param name="forward">The forward passes of the step once more, from the same random numbers.</param>
    public static string OfValues(Action forward)
    {
        try
        {
            using var off = no_grad();
            ValueChecks.Run(forward);
            return ""; // the data themselves
        }
        catch (PluginException part)
        {
            return part.Message;
        }
    }

    /// <summary>Names the weights whose gradients are not finite; empty where all are.</summary>
    public static string OfGradients(SynthesisModel model)
    {
        var weights = NotFinite(model);
        return weights.Count == 0 ? ""
            : $"Not finite are the gradients of {string.Join(", ", weights.Take(Shown))}"
                + (weights.Count > Shown ? $" and {weights.Count - Shown} more weights." : ".");
    }

    private static List<string> NotFinite(SynthesisModel model)
    {
        using var scope = NewDisposeScope();
        return [.. model.named_parameters()
            .Where(weight => weight.parameter.grad is { } gradient && !gradient.isfinite().all().item<bool>())
            .Select(weight => weight.name)];
    }
}
