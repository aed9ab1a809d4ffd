using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Melange.Host.Commands;

/// <summary>The options that name seeds of training.</summary>
public static class SeedOptions
{
    private const int None = -1, MostSeeds = 1000;

    /// <summary>Seeds beside those of an experiment's file.</summary>
    public static Option<int[]> More { get; } = new("--seeds")
    {
        Description = "More seeds than the file has, for every variant: --seeds 2,3 or 1..8. What is finished stands.",
        HelpName = "2,3|1..8",
        CustomParser = Parse,
        DefaultValueFactory = _ => []
    };

    /// <summary>Which of the models that a variant has.</summary>
    /// <param name="aliases">Other names; <c>--seed</c> where a command draws no noise.</param>
    public static Option<int?> OfModel(params string[] aliases) => new("--model-seed", aliases)
    {
        Description = "The seed that the model was trained with, where a variant has several."
    };

    /// <summary>The seeds that the command line adds.</summary>
    public static int[] Of(ParseResult parsed) => parsed.GetRequiredValue(More);

    private static int[] Parse(ArgumentResult result)
    {
        var words = result.Tokens.SelectMany(token => token.Value.Split(',')).ToList();
        var seeds = words.SelectMany(SeedsOf).Distinct().ToArray();
        if (!seeds.Contains(None))
            return seeds;
        result.AddError("--seeds must be numbers of at least 0 with commas between, or 1..8 for all from 1 to 8, but was "
            + $"'{string.Join(' ', words)}'.");
        return [];
    }

    private static IEnumerable<int> SeedsOf(string word)
    {
        var ends = word.Split("..").Select(end =>
            int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : None).ToArray();
        return ends switch
        {
            [var seed] => [seed],
            [not None and var first, not None and var last] when last >= first && last - first < MostSeeds =>
                Enumerable.Range(first, last - first + 1),
            _ => [None]
        };
    }
}
