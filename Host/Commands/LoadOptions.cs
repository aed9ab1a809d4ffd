using System.CommandLine;
using Melange.Host.Checkpoints;

namespace Melange.Host.Commands;

/// <summary>The options of every command that loads a trained model.</summary>
public static class LoadOptions
{
    /// <summary>Which checkpoint of a training run.</summary>
    public static Option<string?> Checkpoint { get; } = new("--checkpoint")
    {
        Description = "The checkpoint of a training run: last, best (by validation loss) or a step. Default: last."
    };

    /// <summary>Whether to go on with a checkpoint that does not fit.</summary>
    public static Option<bool> AcceptDifferences { get; } = new(LoadRule.Option)
    {
        Description = "Go on where the checkpoint was made by another config or other plugins, or does not have the "
            + "model's weights: the differences are printed, and what fits is loaded."
    };

    /// <summary>Other experiments' results, whose weights are taken where they were trained alike.</summary>
    public static Option<string[]> WeightsOf { get; } = new("--weights-of")
    {
        Description = "Folder of another experiment's results: a trial that was trained alike there is not trained "
            + "again, its weights are copied. May be given several times.",
        HelpName = "runs/demo",
        DefaultValueFactory = _ => []
    };

    /// <summary>What the options say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="settings">The command's <c>--set</c>.</param>
    /// <param name="seed">The command's <c>--model-seed</c>, if it has one.</param>
    public static ModelChoice Choice(ParseResult parsed, Option<string[]> settings, Option<int?>? seed = null) => new()
    {
        Checkpoint = parsed.GetValue(Checkpoint) ?? new ModelChoice().Checkpoint,
        Settings = parsed.GetRequiredValue(settings),
        Seed = seed is null ? null : parsed.GetValue(seed),
        Rule = Rule(parsed),
        Tell = Console.Error.WriteLine
    };

    /// <summary>What follows when a checkpoint does not fit.</summary>
    public static LoadRule Rule(ParseResult parsed) =>
        parsed.GetValue(AcceptDifferences) ? LoadRule.Accepting(Console.Error) : LoadRule.Strict;
}
