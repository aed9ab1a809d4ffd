using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Melange.Host.Tests.Docs;

/// <summary>The C# sources whose messages reach people.</summary>
internal static class RepositorySources
{
    private static readonly Lazy<IReadOnlyList<SyntaxNode>> Program =
        new(() => [.. Files("Host", "Plugins", "Abstractions").Select(Parse)]);

    /// <summary>Host, contracts and shipped plugins, parsed.</summary>
    public static IReadOnlyList<SyntaxNode> Roots => Program.Value;

    /// <summary>What tests of plugins use, parsed.</summary>
    public static IEnumerable<SyntaxNode> Testing => Files("Testing").Select(Parse);

    /// <summary>The tests themselves, parsed.</summary>
    public static IEnumerable<SyntaxNode> Tests => Files("tests").Select(Parse);

    /// <summary>A source's text, parsed.</summary>
    /// <param name="file">Its file.</param>
    public static SyntaxNode Parse(string file) =>
        Parse(file, File.ReadAllText(Path.Combine(TestFolder.Repository, file)));

    /// <inheritdoc cref="Parse(string)"/>
    public static SyntaxNode Parse(string file, string text) => CSharpSyntaxTree.ParseText(text, path: file).GetRoot();

    private static IEnumerable<string> Files(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(TestFolder.Repository, folder), "*.cs", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(TestFolder.Repository, file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(folder => folder is "bin" or "obj"))
        .Order(StringComparer.Ordinal);
}
