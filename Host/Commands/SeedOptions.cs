using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Melange.Host.Commands;

/// <summary>The options that name seeds of training.</summary>
public static class SeedOptions
{
    /// <summary>Seeds beside those of an experiment's file.</summary>
    public static Option<int[]> More { get; } = new("--seeds")
    {
        Description = "More seeds than the file has, for every variant: --seeds 2,3. What is finished stands.",
        HelpName = "2,3,...",
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
        var seeds = words.Select(word =>
            int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : -1).ToArray();
        if (!seeds.Contains(-1))
            return seeds;
        result.AddError(
            $"--seeds must be numbers of at least 0 with commas between, but was '{string.Join(' ', words)}'.");
        return [];
    }
}
