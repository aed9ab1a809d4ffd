using System.Collections.Immutable;
using System.Text;
using Melange.Analyzers;
using Melange.Host.Configs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Melange.Host.Tests.Configs;

/// <summary>Types that no config can hold are found before anybody writes one.</summary>
public sealed class UnusableOptionsTests
{
    public sealed record Positional(int Size);

    public sealed record Inner
    {
        public Stream? Source { get; init; }
    }

    public sealed record Recursive
    {
        public Recursive? Below { get; init; }
    }

    public sealed record Bad
    {
        public HashSet<int> Set { get; init; } = [];
        public Dictionary<int, string> ByNumber { get; init; } = [];
        public Func<int>? Call { get; init; }
        public object? Anything { get; init; }
        public (int, int) Pair { get; init; }
        public Tensor? Weights { get; init; }
        public Positional? Size { get; init; }
        public List<Inner> Inners { get; init; } = [];
        public Recursive? Tree { get; init; }
        public int[,]? Table { get; init; }
        public List<PerSite<int>> Sites { get; init; } = [];
        public char Letter { get; init; }
        public Encoding? Encoding { get; init; }
        public int Good { get; init; }
        public int ReadOnly => Good;
    }

    [Fact]
    public void UnusableOf_Record_NamesEachByPathAndType() => Assert.Equal(
        [
            ("set", "HashSet<Int32>"), ("byNumber", "Dictionary<Int32, String>"), ("call", "Func<Int32>"),
            ("anything", "Object"), ("pair", "ValueTuple<Int32, Int32>"), ("weights", "Tensor"), ("size", "Positional"),
            ("inners.*.source", "Stream"), ("tree.below", "Recursive"), ("table", "Int32[,]"),
            ("sites.*", "PerSite<Int32>"), ("letter", "Char"), ("encoding", "Encoding")
        ], OptionType.UnusableOf(typeof(Bad)));

    [Fact]
    public void UnusableOf_EveryTypeThatBinds_IsEmpty() =>
        Assert.Empty(OptionType.UnusableOf(typeof(OptionTypesTests.Many)));

    [Fact]
    public async Task Analyzer_RegisteredOptions_FindsWhatTheHostFinds()
    {
        var found = await Diagnostics("UnusableOptionsTests.Bad");

        Assert.Equal(OptionType.UnusableOf(typeof(Bad)).Select(option => option.Path).Order(),
            found.Select(error => error.GetMessage(null).Split(" the option ")[1].Split(" of type ")[0]).Order());
        Assert.All(found, error => Assert.Equal(("MELANGE003", DiagnosticSeverity.Error), (error.Id, error.Severity)));
        var set = found.Single(error => error.GetMessage(null).Contains(" set ", StringComparison.Ordinal));
        Assert.Equal("'mine' has the option set of type System.Collections.Generic.HashSet<int>, which no config can "
            + "hold. An option is a text, a number, true or false, an enum, a TimeSpan, Uri, FileInfo or "
            + "DirectoryInfo, a part, a record with a constructor without parameters, or a list or dictionary by name "
            + "of these.", set.GetMessage(null));
        Assert.Equal("Set", $"{set.Location.SourceTree!.GetText().GetSubText(set.Location.SourceSpan)}");
    }

    [Fact]
    public async Task Analyzer_EveryTypeThatBinds_FindsNothing() =>
        Assert.Empty(await Diagnostics("OptionTypesTests.Many"));

    // These very files, as a plugin's author would have them compiled.
    private static async Task<ImmutableArray<Diagnostic>> Diagnostics(string options)
    {
        var sources = new[] { "UnusableOptionsTests", "OptionTypesTests" }.Select(name => File.ReadAllText(
            Path.Combine(TestFolder.Repository, "tests/Host.Tests/Configs", $"{name}.cs")));
        string[] mine =
        [
            "global using System; global using System.Collections.Generic; global using System.IO; "
                + "global using Melange; global using Tensor = TorchSharp.torch.Tensor;",
            $$"""
                public class M : IMetric { public string Description => ""; public string Unit => "";
                    public bool HigherIsBetter => true; public double? Measure(MetricInput input) => 1; }
                public class R { public void Go(Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
                    services.AddMetric<M, Melange.Host.Tests.Configs.{{options}}>("mine"); }
                """
        ];
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file));
        return await CSharpCompilation.Create("Mine",
                sources.Concat(mine).Select(source => CSharpSyntaxTree.ParseText(source)), references)
            .WithAnalyzers([new OptionTypeAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}
