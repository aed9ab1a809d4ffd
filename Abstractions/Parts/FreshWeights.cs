using System.Security.Cryptography;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;

namespace Melange;

/// <summary>Judges the weights that a part has when it was just built.</summary>
/// <remarks>
/// A seed decides every bit of them; but TorchSharp 0.107.0 has a module that leaves its memory as it finds it
/// (docs/torchsharp-traps.md). As such memory may be alike twice by chance, other bytes are put there between.
/// </remarks>
public static class FreshWeights
{
    private const int Seed = 1;

    /// <summary>Builds a part from one seed again and again, and lists what is wrong with its weights.</summary>
    /// <remarks>Three times; once if it is no module, for it has no weights. Seeds the library's own generator.
    /// </remarks>
    /// <param name="build">Builds the part anew; what it gives is disposed of.</param>
    /// <returns>A sentence a problem: which weight or field, and how to mend it; none where all is well.</returns>
    public static IReadOnlyList<string> Problems(Func<object> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        using var scope = NewDisposeScope();
        if (Built(build) is not { } part)
            return [];
        Build[] builds = [part, .. Enumerable.Range(1, 2).Select(time =>
        {
            using var soil = new SoiledMemory(part.Weights.Values.Select(weight => weight.Bytes), time);
            return Built(build)!;
        })];
        var problems = new List<string>(part.Unregistered);
        foreach (var (key, weight) in part.Weights)
        {
            var all = builds.Select(built => built.Weights.GetValueOrDefault(key)).ToList();
            if (all.Exists(other => other is { IsFinite: false }))
                problems.Add($"the weight '{key}' holds NaN or infinity in a new part: {weight.Mending}");
            else if (all.Exists(other => other?.Hash != weight.Hash))
                problems.Add($"the weight '{key}' is another in each build from one seed: {weight.Mending}");
        }
        return problems;
    }

    // What is known of a build; the memory of the part itself is free again for the next.
    private static Build? Built(Func<object> build)
    {
        manual_seed(Seed);
        var part = build();
        using var owned = part as IDisposable;
        if (part is not Module module)
            return null;
        var weights = module.state_dict().ToDictionary(
            entry => entry.Key, entry => Weight.Of(entry.Value, Mending(module, entry.Key)));
        return new(weights, UnregisteredModules.Problems(module));
    }

    private static string Mending(Module part, string key)
    {
        var names = key.Split('.');
        var owner = string.Join('.', names[..^1]);
        if (part.named_modules().FirstOrDefault(entry => entry.name == owner).module is not GroupNorm)
            return "set it in the constructor, with nn.init or rand, which draw from the generator that is seeded.";
        var fill = names[^1] == "bias" ? "zeros_" : "ones_";
        return $"TorchSharp's GroupNorm leaves it as the memory was; set it in the constructor, with nn.init.{fill}"
            + $"({string.Join('.', names.TakeLast(2))}).";
    }

    private sealed record Build(IReadOnlyDictionary<string, Weight> Weights, IReadOnlyList<string> Unregistered);

    private sealed record Weight(string Hash, long Bytes, bool IsFinite, string Mending)
    {
        public static Weight Of(Tensor tensor, string mending)
        {
            using var scope = NewDisposeScope();
            var here = tensor.detach().cpu().contiguous();
            var isWrong = tensor is Parameter
                ? here.isfinite().logical_not() : here.isnan(); // a mask may hold infinity
            return new(here.NumberOfElements == 0 ? "" : Convert.ToHexString(SHA256.HashData(here.bytes)),
                here.NumberOfElements * here.ElementSize, !isWrong.any().item<bool>(), mending);
        }
    }
}
