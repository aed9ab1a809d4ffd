using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>Finds the weights of <see cref="GradTtsEncoder"/> in checkpoints of the official Grad-TTS.</summary>
public static class GradTtsEncoderNames
{
    private const string Index = @"(\d+)";

    private static readonly (string Official, string Ours)[] Modules =
    [
        ("emb", "embedding"),
        ($"prenet.conv_layers.{Index}", "prenet.convolutions.$1"),
        ($"prenet.norm_layers.{Index}", "prenet.norms.$1"),
        ("prenet.proj", "prenet.toResidual"),
        ($"encoder.attn_layers.{Index}.conv_q", "layers.$1.attention.toQuery"),
        ($"encoder.attn_layers.{Index}.conv_k", "layers.$1.attention.toKey"),
        ($"encoder.attn_layers.{Index}.conv_v", "layers.$1.attention.toValue"),
        ($"encoder.attn_layers.{Index}.conv_o", "layers.$1.attention.toOutput"),
        ($"encoder.norm_layers_1.{Index}", "layers.$1.attentionNorm"),
        ($"encoder.ffn_layers.{Index}.conv_1", "layers.$1.feedForward.widen"),
        ($"encoder.ffn_layers.{Index}.conv_2", "layers.$1.feedForward.narrow"),
        ($"encoder.norm_layers_2.{Index}", "layers.$1.feedForwardNorm"),
        ("proj_m", "toMean"),
        ("proj_w.conv_1", "durations.firstConvolution"),
        ("proj_w.norm_1", "durations.firstNorm"),
        ("proj_w.conv_2", "durations.secondConvolution"),
        ("proj_w.norm_2", "durations.secondNorm"),
        ("proj_w.proj", "durations.toLogDuration")
    ];

    private static readonly (Regex Official, string Ours)[] Rules = [.. ModuleRules(), .. TableRules()];

    /// <summary>Whether the official text encoder has a key of this name.</summary>
    public static bool IsOfficial(string officialName) => Rules.Any(rule => rule.Official.IsMatch(officialName));

    /// <summary>Gives the state_dict key of this encoder for one of the official text encoder.</summary>
    /// <param name="officialName">Key without the model's prefix: <c>encoder.attn_layers.0.conv_q.bias</c>.</param>
    /// <returns>Our key: <c>layers.0.attention.toQuery.bias</c>. The tensors have the same shape.</returns>
    /// <exception cref="ArgumentException">The official text encoder has no such key.</exception>
    public static string FromOfficial(string officialName)
    {
        var rule = Rules.FirstOrDefault(rule => rule.Official.IsMatch(officialName));
        return rule.Official is null
            ? throw new ArgumentException(
                $"officialName must be a key of Grad-TTS' text encoder, but was '{officialName}'.")
            : rule.Official.Replace(officialName, rule.Ours);
    }

    private static IEnumerable<(Regex, string)> ModuleRules() =>
        from module in Modules
        from leaf in new[] { ("weight", "weight"), ("bias", "bias"), ("gamma", "gain"), ("beta", "bias") }
        select (Whole($"{module.Official}.{leaf.Item1}"), $"{module.Ours}.{leaf.Item2}");

    private static IEnumerable<(Regex, string)> TableRules() =>
    [
        (Whole($"encoder.attn_layers.{Index}.emb_rel_k"), "layers.$1.attention.relativeKeys"),
        (Whole($"encoder.attn_layers.{Index}.emb_rel_v"), "layers.$1.attention.relativeValues")
    ];

    private static Regex Whole(string pattern) =>
        new($"^{pattern.Replace(".", @"\.")}$", RegexOptions.CultureInvariant);
}
