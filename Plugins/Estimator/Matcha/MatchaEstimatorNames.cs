using System.Text.RegularExpressions;

namespace Melange.Plugins;

/// <summary>Translates weight names of official Matcha-TTS' decoder into those of <see cref="MatchaDecoder"/>.
/// </summary>
/// <remarks>Source: the state_dict of the official code's Decoder, with transformer blocks at every level.</remarks>
public static class MatchaEstimatorNames
{
    // In this order: from the outermost name to the innermost.
    private static readonly (string Official, string Ours)[] Rules =
    [
        (@"^time_mlp\.linear_1\.", "time.first."), (@"^time_mlp\.linear_2\.", "time.second."),
        (@"^(down|mid|up)_blocks\.(\d+)\.0\.", "$1.$2.first."),
        (@"^(down|mid|up)_blocks\.(\d+)\.1\.", "$1.$2.blocks."),
        (@"^(down|up)_blocks\.(\d+)\.2\.conv\.", "$1.$2.RESAMPLE."),
        (@"^(down|up)_blocks\.(\d+)\.2\.", "$1.$2.convolution."),
        (@"^down\.(\d+)\.RESAMPLE\.", "down.$1.convolution."), (@"^up\.(\d+)\.RESAMPLE\.", "up.$1.twice."),
        (@"^final_block\.block\.0\.", "final.convolution."), (@"^final_block\.block\.1\.", "final.norm."),
        (@"^final_proj\.", "toAnswer."),
        (@"\.block1\.block\.0\.", ".first.convolution."), (@"\.block1\.block\.1\.", ".first.norm."),
        (@"\.block2\.block\.0\.", ".second.convolution."), (@"\.block2\.block\.1\.", ".second.norm."),
        (@"\.mlp\.1\.", ".fromTime."), (@"\.res_conv\.", ".shortcut."),
        (@"\.attn1\.to_q\.", ".toQuery."), (@"\.attn1\.to_k\.", ".toKey."), (@"\.attn1\.to_v\.", ".toValue."),
        (@"\.attn1\.to_out\.0\.", ".toOutput."), (@"\.norm1\.", ".before."), (@"\.norm3\.", ".between."),
        (@"\.ff\.net\.0\.proj\.", ".widen.project."), (@"\.ff\.net\.0\.", ".widen."), (@"\.ff\.net\.2\.", ".narrow.")
    ];

    /// <summary>Translates one name; a name that no rule knows comes back unchanged.</summary>
    /// <param name="officialName">A key below <c>decoder.estimator.</c>: <c>mid_blocks.0.1.0.attn1.to_q.weight</c>.
    /// </param>
    /// <returns>The key of the same tensor here: <c>mid.0.blocks.0.toQuery.weight</c>.</returns>
    public static string FromOfficial(string officialName) =>
        Rules.Aggregate(officialName, (name, rule) => Regex.Replace(name, rule.Official, rule.Ours));
}
