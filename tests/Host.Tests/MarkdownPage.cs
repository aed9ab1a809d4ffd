using System.Text.RegularExpressions;

namespace Melange.Host.Tests;

/// <summary>The blocks that a page of the repository shows.</summary>
/// <param name="file">The page, from the repository's root.</param>
internal sealed partial class MarkdownPage(string file)
{
    private readonly string text = File.ReadAllText(Path.Combine(TestFolder.Repository, file));

    /// <summary>The blocks of one language, in their order.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Block().Matches(text)
            .Where(block => block.Groups[1].Value == language)
            .Select(block => block.Groups[2].Value)];

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
