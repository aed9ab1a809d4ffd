using System.CommandLine;
using Melange.Host.Aligning;
using Melange.Host.Checkpoints;
using Melange.Host.Experiments;
using Melange.Host.Features;
using Melange.Host.Probing;
using Melange.Host.Probing.Pictures;
using Melange.Host.Synthesis;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary><c>melange probe RUN</c>: looks inside a trained model while it speaks.</summary>
public static class ProbeCommand
{
    private static readonly Argument<string> Run = new("run")
    {
        Description = "A trial's folder (runs/demo/f2f/seed-1), or a variant's (runs/demo/f2f)."
    };

    private static readonly Option<int?> Seed = SeedOptions.OfModel("--seed");

    private static readonly Option<string> Text = new("--text")
    {
        Description = "What to speak: id or exact text of an utterance of the corpus, phonemes parted by spaces, or "
            + "any text that synthesis.phonemizer reads.",
        Required = true
    };

    private static readonly Option<string[]> Reference = new("--reference")
    {
        Description = "Id of an utterance of the corpus that the style comes from; may be given twice.",
        Required = true
    };

    private static readonly Option<string?> Phonemes = Optional<string?>("--phonemes",
        "Phonemes to draw, parted by commas: T,IH,L. Default: all that text and references share.");

    private static readonly Option<string?> Times = Optional<string?>("--times",
        "Diffusion times from 0 (mel) to 1 (noise), parted by commas; each is taken at the sampler's nearest call. "
        + "Default: 0.1,0.5,0.9.");

    private static readonly Option<string?> Sites = Optional<string?>("--sites",
        "Sites to watch, parted by commas: down.0,mid. Default: all.");

    private static readonly Option<string?> Heads = Optional<string?>("--heads",
        "Heads whose maps to keep, from 0, parted by commas: 0,2. Default: all.");

    private static readonly Option<bool> ByBin = Optional<bool>("--by-bin",
        "Keep the attention map of each mel bin too, where each has its own (f2b).");

    private static readonly Option<int?> MapMegabytes = Optional<int?>("--map-megabytes",
        "How much all attention maps together may hold, in MB. Default: 512. What does not fit is named.");

    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "Sets a key of how the model speaks: --set synthesis.sampler.steps=50. May be given often.",
        DefaultValueFactory = _ => []
    };

    private static readonly Option<string?> Out = Optional<string?>("--out",
        "Folder of the results. Default: probe/ in the trial's folder.");

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("probe",
            "Record states, attention maps, gates and energies of a trained model while it speaks.")
        {
            Run, Text, Reference, Phonemes, Times, Sites, Heads, ByBin, MapMegabytes, Settings, Seed, Out,
            LoadOptions.Checkpoint, LoadOptions.AcceptDifferences,
            PluginOptions.Locked
        };
        command.SetAction(parsed => Execute(parsed));
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        try
        {
            var folder = TrialFinder.Find(parsed.GetRequiredValue(Run), parsed.GetValue(Seed));
            var catalog = PluginOptions.Load(parsed.GetValue(PluginOptions.Locked), loggers);
            using var trial = ProbedTrial.Open(folder, LoadOptions.Choice(parsed, Settings), catalog);
            Probe(trial, Request(parsed), parsed.GetValue(Out) ?? Path.Combine(folder.Path, "probe"));
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static void Probe(ProbedTrial trial, ProbeRequest request, string output)
    {
        using var scope = NewDisposeScope();
        var first = new ReferenceAligner(trial.Model, trial.Device).Align(trial.Corpus.Utterances[0]);
        var survey = SiteSurvey.Of(trial.Model, Collation.References([first], trial.Device));
        var question = new ProbeReading(trial.Corpus, survey, Reader(trial)).Read(request);
        CheckEdits(trial, question);
        using var result = ProbeSession.Run(trial, question);
        var files = Written(trial, question, result, output);
        ProbeTable.Print(result, AnsiConsole.Console);
        foreach (var line in ProbeSummary.Lines(question, result))
            Console.Out.WriteLine(line);
        Console.Out.WriteLine($"Written to {output}: {string.Join(", ", files)}");
    }

    private static PhonemeReader? Reader(ProbedTrial trial) =>
        trial.Options.Synthesis.Phonemizer?.BuildWatched(new(Directory.GetCurrentDirectory())) is { } phonemizer
            ? new(phonemizer, trial.Corpus.Inventory)
            : null;

    private static void CheckEdits(ProbedTrial trial, ProbeQuestion question)
    {
        var faults = new EditCheck(trial.Options, trial.Corpus.Inventory, trial.Config)
            .Run([.. question.References.Select(reference => (question.PhonemeIds, reference))]);
        if (faults.Count > 0)
            throw new FaultException(faults);
    }

    private static IReadOnlyList<string> Written(
        ProbedTrial trial, ProbeQuestion question, ProbeResult result, string output)
    {
        try
        {
            new ProbeFiles(trial, question, result).Write(output);
            var pictures = new ProbePictures(trial, question, result).Write(output);
            return [ProbeFiles.Tensors, ProbeFiles.Energies, .. pictures];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FaultException([new("--out", 0, $"it must be a folder that can be written to: {fault.Message}")]);
        }
    }

    private static ProbeRequest Request(ParseResult parsed)
    {
        var request = new ProbeRequest(parsed.GetRequiredValue(Text), parsed.GetRequiredValue(Reference))
        {
            Phonemes = parsed.GetValue(Phonemes),
            Sites = parsed.GetValue(Sites),
            Heads = parsed.GetValue(Heads),
            ByBin = parsed.GetValue(ByBin)
        };
        return request with
        {
            Times = parsed.GetValue(Times) ?? request.Times,
            MapMegabytes = parsed.GetValue(MapMegabytes) ?? request.MapMegabytes
        };
    }

    private static Option<T> Optional<T>(string name, string description) => new(name) { Description = description };
}
