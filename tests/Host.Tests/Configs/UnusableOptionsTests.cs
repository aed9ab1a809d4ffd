using System.Text;
using Melange.Host.Configs;

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
            ("inners.*.source", "Stream"), ("tree.below", "Recursive"), ("table", "Int32[,]"), ("letter", "Char"),
            ("encoding", "Encoding")
        ], OptionType.UnusableOf(typeof(Bad)));

    [Fact]
    public void UnusableOf_EveryTypeThatBinds_IsEmpty() =>
        Assert.Empty(OptionType.UnusableOf(typeof(OptionTypesTests.Many)));
}
