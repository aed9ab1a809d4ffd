using System.CommandLine;
using Melange.Host.Checking;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary><c>melange corpus PATH</c>: says what a folder is, and writes the section of a config that reads it.
/// </summary>
public static class CorpusCommand
{
    private const int Step = 500;

    private static readonly Argument<string> Folder = new("path")
    {
        Description = "The folder of a corpus, as it was unpacked, or of your own recordings."
    };

    private static readonly Option<string?> Alignments = new("--alignments")
    {
        Description = "The folder that an aligner, as MFA, wrote its TextGrids into."
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("corpus",
            "Look at a folder of recordings and say what it is; write the section of a config that reads it.")
        {
            Folder, Alignments, PluginOptions.Locked
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
            var corpus = CorpusLook.Find(parsed.GetRequiredValue(Folder), parsed.GetValue(Alignments), catalog);
            var recordings = Heard(corpus);
            if (recordings.Count == 0 && corpus.Misfits.Count > 0)
                throw new FaultException(corpus.Misfits); // no section could read it
            CorpusTable.Print(corpus, new(recordings),
                AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) }));
            CorpusTable.PrintMisfits([.. corpus.Misfits, .. recordings.SelectMany(one => one.Faults)], Console.Error);
            if (corpus.NeedsPhonemizer)
                Console.Error.WriteLine("No file has phonemes: give --alignments, or take a phonemizer of "
                    + $"{string.Join(", ", CorpusLook.PhonemizersOf(catalog))}.");
            Console.Out.WriteLine(CorpusLook.SectionOf(corpus, catalog));
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static List<FoundRecording> Heard(FoundCorpus corpus)
    {
        var heard = new List<FoundRecording>();
        foreach (var recording in corpus.Recordings)
        {
            heard.Add(recording);
            if (heard.Count % Step == 0)
                Console.Error.WriteLine($"{heard.Count} of {corpus.Count} recordings");
        }
        return heard;
    }
}
