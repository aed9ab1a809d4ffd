using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>
/// Translates weight names of official Grad-TTS' estimator into those of <see cref="UNet"/> with linear attention.
/// </summary>
/// <remarks>Source: the state_dict of the official code's GradLogPEstimator2d, single speaker.</remarks>
public static class GradTtsEstimatorNames
{
    // In this order: from the outermost name to the innermost.
    private static readonly (string Official, string Ours)[] Rules =
    [
        (@"^mlp\.0\.", "time.first."), (@"^mlp\.2\.", "time.second."),
        (@"^(down|up)s\.(\d)\.0\.", "$1.$2.first."), (@"^(down|up)s\.(\d)\.1\.", "$1.$2.second."),
        (@"^(down|up)s\.(\d)\.2\.", "$1.$2.site."),
        (@"^downs\.(\d)\.3\.conv\.", "down.$1.halve."), (@"^ups\.(\d)\.3\.conv\.", "up.$1.twice."),
        (@"^mid_block1\.", "beforeMid."), (@"^mid_attn\.", "mid."), (@"^mid_block2\.", "afterMid."),
        (@"^final_block\.block\.0\.", "final.convolution."), (@"^final_block\.block\.1\.", "final.norm."),
        (@"^final_conv\.", "toScore."),
        (@"\.fn\.fn\.to_qkv\.", ".attention.toQueryKeyValue."), (@"\.fn\.fn\.to_out\.", ".attention.toOutput."),
        (@"\.fn\.g$", ".rezero.gain"),
        (@"\.block1\.block\.0\.", ".first.convolution."), (@"\.block1\.block\.1\.", ".first.norm."),
        (@"\.block2\.block\.0\.", ".second.convolution."), (@"\.block2\.block\.1\.", ".second.norm."),
        (@"\.mlp\.1\.", ".fromTime."), (@"\.res_conv\.", ".shortcut.")
    ];

    /// <summary>Translates one name; a name that no rule knows comes back unchanged.</summary>
    /// <param name="officialName">A key below <c>estimator.</c>: <c>downs.0.2.fn.g</c>.</param>
    /// <returns>The key of the same tensor here: <c>down.0.site.rezero.gain</c>.</returns>
    public static string FromOfficial(string officialName) =>
        Rules.Aggregate(officialName, (name, rule) => Regex.Replace(name, rule.Official, rule.Ours));
}
