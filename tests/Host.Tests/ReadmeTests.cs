namespace Melange.Host.Tests;

/// <summary>What the README shows is what the repository holds, builds and loads.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = Read("README.md");

    [Theory]
    [InlineData("experiments/demo.json")]
    [InlineData("tests/TestPlugins/ReadmeExample/MeanAttention.cs")]
    public void Readme_ShownFile_IsTheFile(string file) => Assert.Contains(Read(file).Trim(), Readme);

    [Fact]
    public void Readme_CommandsOfAPlugin_AreThoseOfThePage()
    {
        var tried = string.Concat(new MarkdownPage("docs/write-a-plugin.md").Blocks("sh")).Split('\n');

        var commands = string.Concat(new MarkdownPage("README.md").Blocks("sh"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Contains(command, tried));
    }

    [Fact]
    public void Readme_EveryPart_IsNamed() => Assert.All(
        TinyRun.Catalog.Parts, part => Assert.Contains($"`{part.Registration.Id}`", Readme));

    [Fact]
    public void Readme_LinkedFiles_Exist()
    {
        var links = System.Text.RegularExpressions.Regex.Matches(Readme,
            @"\]\((?<file>[^)#:]+)\)|^\[\w+\]: (?<file>\S+)$",
            System.Text.RegularExpressions.RegexOptions.Multiline);

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(
            Path.Exists(Path.Combine(TestFolder.Repository, link.Groups["file"].Value)), link.Value));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(TestFolder.Repository, file));
}
