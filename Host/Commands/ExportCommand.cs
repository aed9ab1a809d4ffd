using System.CommandLine;
using Melange.Host.Checkpoints;
using Melange.Host.Synthesis;
using Melange.Host.Vocoding;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Commands;

/// <summary><c>melange export RUN --out FOLDER</c>: writes a trained model or vocoder as a folder of its own.</summary>
public static class ExportCommand
{
    private static readonly Argument<string> Run = new("run")
    {
        Description = "A trial's folder (runs/demo/f2f/seed-1), a variant's (runs/demo/f2f), or a vocoder's "
            + "(runs/vocoder)."
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The folder to write; synthesize takes it on any machine that has the plugins.",
        Required = true
    };

    private static readonly Option<ExportedNumbers> Weights = new("--weights")
    {
        Description = "The numbers that weights are written in: float32, as they were trained, or bfloat16 or float16, "
            + "in half the room. Default: float32.",
        DefaultValueFactory = _ => ExportedNumbers.Float32
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
        var command = new Command(
            "export", "Write a trained model or vocoder as a folder that needs no corpus and no run.")
        {
            Run, Out, Weights, Seed, Settings, LoadOptions.Checkpoint, LoadOptions.AcceptDifferences,
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
            if (VocoderExport.Find(parsed.GetRequiredValue(Run)) is { } vocoder)
                return WriteVocoder(vocoder, parsed);
            var catalog = PluginOptions.Load(parsed.GetValue(PluginOptions.Locked), loggers);
            using var model = ModelFolder.Open(
                parsed.GetRequiredValue(Run), LoadOptions.Choice(parsed, Settings, Seed), catalog);
            using var scope = NewDisposeScope();
            using var synthesiser = new Synthesiser(model.Model, model.Options, model.Device);
            ModelWriter.Write(output, CheckpointOrigin.Of(model.Config, catalog, model.Inventory) with
            {
                Mel = model.Options.Features,
                Vocoder = synthesiser.VocoderOrigin
            }, ModelWriter.As(Type(parsed), model.Model.state_dict()), model.Source.Manifest.Step);
            Console.Out.WriteLine($"Written to {output}: {model.Source.Path}{Averaged(model.Source)}.");
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static int WriteVocoder(string vocoder, ParseResult parsed)
    {
        foreach (var option in new Option[] { Seed, Settings, LoadOptions.Checkpoint, LoadOptions.AcceptDifferences })
            if (parsed.GetResult(option) is { Implicit: false } given)
                throw new FaultException([new(given.IdentifierToken?.Value ?? option.Name, 0,
                    $"it must be left out with {vocoder}, which is a vocoder.")]);
        var output = parsed.GetRequiredValue(Out);
        VocoderExport.Write(vocoder, output, Type(parsed));
        Console.Out.WriteLine($"Written to {output}: {vocoder}.");
        return 0;
    }

    private static ScalarType Type(ParseResult parsed) => parsed.GetValue(Weights) switch
    {
        ExportedNumbers.Bfloat16 => ScalarType.BFloat16,
        ExportedNumbers.Float16 => ScalarType.Float16,
        _ => ScalarType.Float32
    };

    private static string Averaged(ModelSource source) => source.HasAverage ? ", averaged weights" : "";

    private enum ExportedNumbers
    {
        Float32,
        Bfloat16,
        Float16
    }
}
