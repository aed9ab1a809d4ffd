using System.CommandLine;
using Melange.Host.Checkpoints;
using Melange.Host.Experiments;
using Melange.Host.Features;
using Melange.Host.Machine;
using Melange.Host.Speaking;
using Melange.Host.Synthesis;

namespace Melange.Host.Commands;

/// <summary><c>melange synthesize</c>: a trained model speaks a text in the style of a recording.</summary>
public static class SynthesizeCommand
{
    private const int DefaultBatch = 8;

    private static readonly Option<string> Model = Required("--model",
        "A training run (runs/demo/f2f/seed-1, runs/demo/f2f), or what export or import wrote.");
    private static readonly Option<string?> Text = Optional<string?>("--text",
        "What to speak, or a text file: each line of it becomes a WAV file.");
    private static readonly Option<string?> Phonemes = Optional<string?>("--phonemes",
        "What to speak in place of --text: phonemes that the model knows, parted by spaces, or a file of such lines. "
        + "No phonemizer is needed.");
    private static readonly Option<string> Reference = Required("--reference",
        "The recording that the style comes from: WAV, FLAC, MP3, ...");
    private static readonly Option<string> Out = Required("--out",
        "The WAV file to write; for a file of several lines a folder: 0001.wav, 0002.wav, ...");
    private static readonly Option<string?> Grid = Optional<string?>("--reference-grid",
        "Which phoneme of the recording sounds when: a TextGrid, .lab or CTM. Default: the one beside it, if any.");
    private static readonly Option<string?> Words = Optional<string?>("--reference-text",
        "What is said in the recording, or a file with it; the model aligns it. Default: the .txt or .lab beside it.");
    private static readonly Option<string?> Speaker = Optional<string?>("--speaker",
        "Who speaks in the recording, by a name the model knows. Default: whom the model finds the most likely.");
    private static readonly Option<string?> Emotion = Optional<string?>("--emotion",
        "In which style, by a name the model knows. Default: the one the model finds the most likely.");
    private static readonly Option<string?> Style = Optional<string?>("--reference-style",
        "Style vectors of the recording, .npy or .safetensors, for a model whose corpus has such. "
            + "Default: its corpus'.");
    private static readonly Option<int?> Seed = Optional<int?>("--seed",
        "Seed of the starting noise. Default: the model's own seed.");
    private static readonly Option<int?> ModelSeed = SeedOptions.OfModel();
    private static readonly Option<int?> Batch = Optional<int?>("--batch",
        $"Most lines at once, at least 1. Default: {DefaultBatch}.");
    private static readonly Option<bool> Play = Optional<bool>("--play",
        "Play what was written, where a player is installed: pw-play, paplay, aplay, afplay, play or ffplay.");
    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "Sets a key of how the model speaks: --set synthesis.guidance=1. May be given often.",
        DefaultValueFactory = _ => []
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("synthesize", "Speak a text in the style of a recording with a trained model.")
        {
            Model, Text, Phonemes, Reference, Out, Grid, Words, Speaker, Emotion, Style, Settings, Batch, Seed,
            ModelSeed, Play, LoadOptions.Checkpoint, LoadOptions.AcceptDifferences,
            PluginOptions.Locked
        };
        command.SetAction(parsed => Execute(parsed));
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        using var loggers = ErrorLog.Create(Microsoft.Extensions.Logging.LogLevel.Warning);
        try
        {
            var batch = parsed.GetValue(Batch) ?? DefaultBatch;
            if (batch < 1)
                throw new FaultException([new("--batch", 0, $"it must be at least 1, but was {batch}.")]);
            SpeechFiles.Check(parsed.GetRequiredValue(Out));
            var catalog = PluginOptions.Load(parsed.GetValue(PluginOptions.Locked), loggers);
            using var folder = ModelFolder.Open(
                parsed.GetRequiredValue(Model), LoadOptions.Choice(parsed, Settings, ModelSeed), catalog);
            Speak(folder, parsed, batch);
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static void Speak(ModelFolder folder, ParseResult parsed, int batch)
    {
        using var scope = NewDisposeScope();
        var texts = new Lazy<PhonemeReader>(() => new(Phonemizer(folder), folder.Inventory));
        var lines = Lines(parsed, texts, folder.Inventory);
        var files = SpeechFiles.For(parsed.GetRequiredValue(Out), lines.Count);
        using var synthesiser = new Synthesiser(folder.Model, folder.Options, folder.Device);
        using var reference = new ReferenceReading(folder.Model, folder.Options, folder.Device, () => texts.Value)
            .Read(Request(parsed));
        CheckEdits(folder, lines, reference);
        var job = new SpeechJob(synthesiser, reference.Utterance, parsed.GetValue(Seed) ?? folder.Options.Seed);
        var totals = LineProgress.Show(lines.Count, progress =>
            job.Run([.. lines.Zip(files)], batch, folder.Options.Features.SampleRateHz, progress));
        var outcome = new SpeechOutcome(lines, reference, totals) { Vocoder = synthesiser.VocoderOrigin };
        foreach (var line in SpeechSummary.Lines(outcome, folder.Options.Synthesis, folder.Inventory.Phonemes))
            Console.Out.WriteLine(line);
        Console.Out.WriteLine(files.Count == 1 ? $"Written: {files[0]}" : $"Written: {files[0]} to {files[^1]}");
        if (parsed.GetValue(Play) && AudioPlayer.Play(files) is { } problem)
            Console.Error.WriteLine(problem);
    }

    private static IReadOnlyList<SpokenLine> Lines(
        ParseResult parsed, Lazy<PhonemeReader> texts, CorpusInventory inventory) =>
        (parsed.GetValue(Text), parsed.GetValue(Phonemes)) switch
        {
            ({ } text, null) => SpokenLine.Read(text, texts.Value),
            (null, { } phonemes) => SpokenLine.ReadPhonemes(phonemes, inventory),
            _ => throw new FaultException([new(Text.Name, 0,
                $"what to speak must be said by one of {Text.Name} and {Phonemes.Name}.")])
        };

    private static IPhonemizer Phonemizer(ModelFolder folder) =>
        folder.Options.Synthesis.Phonemizer?.BuildWatched(new(Directory.GetCurrentDirectory()))
        ?? throw new FaultException([folder.Config.FaultAt("synthesis",
            "synthesis.phonemizer is missing, so that nothing turns text into phonemes; "
            + $"--set synthesis.phonemizer.use=... names one, {Phonemes.Name} needs none.")]);

    private static void CheckEdits(ModelFolder folder, IReadOnlyList<SpokenLine> lines, SpokenReference reference)
    {
        var faults = new EditCheck(folder.Options, folder.Inventory, folder.Config)
            .Run([.. lines.Select(line => (line.PhonemeIds, reference.Utterance))]);
        if (faults.Count > 0)
            throw new FaultException(faults);
    }

    private static ReferenceRequest Request(ParseResult parsed) => new(
        parsed.GetRequiredValue(Reference), parsed.GetValue(Grid), parsed.GetValue(Words),
        parsed.GetValue(Speaker), parsed.GetValue(Emotion))
    {
        Style = parsed.GetValue(Style)
    };

    private static Option<string> Required(string name, string description) =>
        new(name) { Description = description, Required = true };

    private static Option<T> Optional<T>(string name, string description) => new(name) { Description = description };
}
