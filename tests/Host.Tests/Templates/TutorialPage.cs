using System.Text.RegularExpressions;

namespace Melange.Host.Tests.Templates;

/// <summary>The blocks of <c>docs/write-a-plugin.md</c>, in their order.</summary>
internal sealed partial class TutorialPage
{
    private readonly string text = File.ReadAllText(Path.Combine(TestFolder.Repository, "docs/write-a-plugin.md"));

    /// <summary>What the reader types.</summary>
    public IReadOnlyList<string> Commands => Blocks("sh");

    /// <summary>Files that the page shows, of one language.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Block().Matches(text).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value)];

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
