using System.CommandLine;
using Melange.Host.Describing;
using Melange.Host.Describing.Schemas;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Commands;

/// <summary><c>melange schema</c>: writes JSON schemas of variant, experiment and vocoder files, for editors.</summary>
public static class SchemaCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder of the three files. Default: schema. Those of this repository: experiments/schema.",
        DefaultValueFactory = _ => "schema"
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("schema",
            "Write JSON schemas of variant, experiment and vocoder files, made from what is installed.") { Out };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        var catalog = PluginOptions.Load(isLocked: false, loggers);
        foreach (var failure in catalog.Parts.Select(DescribedPart.FailureOf).OfType<string>().Distinct())
            Console.Error.WriteLine($"Left out: {failure}");
        var folder = parsed.GetRequiredValue(Out);
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, ConfigSchema.VariantFile), ConfigSchema.Variant(catalog));
            File.WriteAllText(Path.Combine(folder, ConfigSchema.ExperimentFile), ConfigSchema.Experiment(catalog));
            File.WriteAllText(Path.Combine(folder, ConfigSchema.VocoderFile), ConfigSchema.Vocoder(catalog));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return FaultPrinter.Print(new FaultException(
                [new("--out", 0, $"it must be a folder that can be written to: {closed.Message}")]), Console.Error);
        }
        Console.Out.WriteLine($"Written to {folder}: {ConfigSchema.VariantFile}, {ConfigSchema.ExperimentFile}, "
            + ConfigSchema.VocoderFile);
        return 0;
    }
}
