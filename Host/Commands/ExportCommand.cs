using System.CommandLine;
using Melange.Host.Checkpoints;
using Melange.Host.Synthesis;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Commands;

/// <summary><c>melange export RUN --out FOLDER</c>: writes a trained model as a folder of its own.</summary>
public static class ExportCommand
{
    private static readonly Argument<string> Run = new("run")
    {
        Description = "A trial's folder (runs/demo/f2f/seed-1), or a variant's (runs/demo/f2f)."
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder to write; synthesize takes it on any machine that has the plugins.",
        Required = true
    };

    private static readonly Option<int?> Seed = SeedOptions.OfModel("--seed");

    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "Sets a key of how the model speaks: --set synthesis.sampler.steps=50. May be given often.",
        DefaultValueFactory = _ => []
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("export", "Write a trained model as a folder that needs no corpus and no run.")
        {
            Run, Out, Seed, Settings, LoadOptions.Checkpoint, LoadOptions.AcceptDifferences,
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
            var output = parsed.GetRequiredValue(Out);
            ModelWriter.CheckFolder(output);
            var catalog = PluginOptions.Load(parsed.GetValue(PluginOptions.Locked), loggers);
            using var model = ModelFolder.Open(
                parsed.GetRequiredValue(Run), LoadOptions.Choice(parsed, Settings, Seed), catalog);
            using var scope = NewDisposeScope();
            using var synthesiser = new Synthesiser(model.Model, model.Options, model.Device);
            ModelWriter.Write(output, CheckpointOrigin.Of(model.Config, catalog, model.Inventory) with
            {
                Mel = model.Options.Features,
                Vocoder = synthesiser.VocoderOrigin
            }, model.Model.state_dict(), model.Source.Manifest.Step);
            Console.Out.WriteLine($"Written to {output}: {model.Source.Path}{Averaged(model.Source)}.");
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static string Averaged(ModelSource source) => source.HasAverage ? ", averaged weights" : "";
}
