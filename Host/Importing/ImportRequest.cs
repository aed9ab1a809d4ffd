using Melange.Host.Checkpoints;

namespace Melange.Host.Importing;

/// <summary>What is to become a model of ours.</summary>
/// <param name="Format">Whose file it is: <c>grad-tts</c>.</param>
/// <param name="File">The file of weights.</param>
/// <param name="Output">The folder to write.</param>
public sealed record ImportRequest(string Format, string File, string Output)
{
    /// <summary>A file of phonemes, one a line in the order of their ids; null for those of the format.</summary>
    public string? Phonemes { get; init; }

    /// <summary><c>key=value</c> of each <c>--set</c>, over the format's config and what the weights tell.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>What follows when names or shapes do not fit.</summary>
    public LoadRule Rule { get; init; } = LoadRule.Strict;
}
