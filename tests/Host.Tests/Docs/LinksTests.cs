using System.Text;
using System.Text.RegularExpressions;

namespace Melange.Host.Tests.Docs;

/// <summary>Links between the pages lead somewhere, and from the README to every page.</summary>
public sealed partial class LinksTests
{
    public static TheoryData<string> Pages => [.. AllPages()];

    [Theory, MemberData(nameof(Pages))]
    public void Links_OfEveryPage_LeadToFilesAndHeadings(string page) => Assert.All(LinksOf(page), link =>
    {
        Assert.True(Path.Exists(Path.Combine(TestFolder.Repository, link.File)), $"{page} links to {link.File}");
        if (link.Heading.Length > 0)
            Assert.Contains(link.Heading, Headings(link.File));
    });

    [Fact]
    public void Readme_ByLinks_ReachesEveryPage()
    {
        var reached = new HashSet<string> { "README.md" };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var page))
            foreach (var (file, _) in LinksOf(page).Where(link => link.File.EndsWith(".md", StringComparison.Ordinal)))
                if (reached.Add(file))
                    open.Enqueue(file);

        Assert.Empty(AllPages().Except(reached));
    }

    private static IEnumerable<string> AllPages() => Directory
        .EnumerateFiles(Path.Combine(TestFolder.Repository, "docs"), "*.md", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(TestFolder.Repository, "*.md"))
        .Select(file => Path.GetRelativePath(TestFolder.Repository, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static List<(string File, string Heading)> LinksOf(string page) =>
    [
        .. Link().Matches(Prose(page)).Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))
            .Select(target => target.Split('#'))
            .Select(parts => (parts[0].Length == 0 ? page : Beside(page, parts[0]), parts.ElementAtOrDefault(1) ?? ""))
    ];

    private static string Beside(string page, string target) => Path.GetRelativePath(TestFolder.Repository,
        Path.GetFullPath(Path.Combine(TestFolder.Repository, Path.GetDirectoryName(page)!, target))).Replace('\\', '/');

    // As GitHub names them: lower case, letters, digits, hyphens; spaces are hyphens.
    private static IEnumerable<string> Headings(string page) => Heading().Matches(Prose(page)).Select(heading =>
        heading.Groups[1].Value.Trim().ToLowerInvariant()
            .Where(sign => char.IsLetterOrDigit(sign) || sign is ' ' or '-' or '_')
            .Aggregate(new StringBuilder(), (name, sign) => name.Append(sign == ' ' ? '-' : sign)).ToString());

    private static string Prose(string page) =>
        Code().Replace(File.ReadAllText(Path.Combine(TestFolder.Repository, page)).ReplaceLineEndings("\n"), "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|^\[[\w-]+\]: (?<target>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
