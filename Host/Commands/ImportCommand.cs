using System.CommandLine;
using Melange.Host.Importing;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Commands;

/// <summary><c>melange import FORMAT FILE --out FOLDER</c>: makes a model or a vocoder from another program's weights.
/// </summary>
public static class ImportCommand
{
    private static readonly Argument<string> Format = new("format")
    {
        Description = "Whose weights they are: grad-tts or matcha, which are models, or hifi-gan, a vocoder."
    };

    private static readonly Argument<string> Weights = new("file") { Description = "The weights: a safetensors file." };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder to write: a model, which synthesize, export and others take; or a vocoder, which the "
            + "option path of synthesis.vocoder takes.",
        Required = true
    };

    private static readonly Option<string?> Phonemes = new("--phonemes")
    {
        Description = "A file of phonemes, one a line in the order of their ids, the first for padding. "
            + "Default: those of the format."
    };

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "The config.json that a vocoder's weights were trained with."
    };

    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "Sets a key of the model's config: --set model.estimator.timeScale=1. May be given often.",
        DefaultValueFactory = _ => []
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("import", "Make a model or a vocoder from weights that another program saved.")
        {
            Format, Weights, Out, Config, Phonemes, Settings, LoadOptions.AcceptDifferences,
            PluginOptions.Locked
        };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        try
        {
            var catalog = PluginOptions.Load(parsed.GetValue(PluginOptions.Locked), loggers);
            var request = new ImportRequest(
                parsed.GetRequiredValue(Format), parsed.GetRequiredValue(Weights), parsed.GetRequiredValue(Out))
            {
                Config = parsed.GetValue(Config),
                Phonemes = parsed.GetValue(Phonemes),
                Settings = parsed.GetRequiredValue(Settings),
                Rule = LoadOptions.Rule(parsed)
            };
            var made = ForeignImport.Run(request, catalog);
            Console.Out.WriteLine($"Written to {request.Output}: {made}.");
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }
}
