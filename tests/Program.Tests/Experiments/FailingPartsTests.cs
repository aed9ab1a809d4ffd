using System.Net;
using System.Text.RegularExpressions;
using Melange.Host.Machine;
using Melange.Host.Runs;
using Melange.Host.Tests.Plugins;

namespace Melange.Host.Tests.Experiments;

/// <summary>Parts that break their contract: their trials fail, by name; the others go on.</summary>
public sealed class FailingPartsTests : IDisposable
{
    private const string Plugin = "Plugin 'Misbehaves' 0.1.0 (plugins/Misbehaves) failed while being";
    private const string Attention = $"{Plugin} run as attention 'misbehaves' at down.0:";

    // What each variant's worker says last, line by line, after its exit code.
    private static readonly Dictionary<string, string> LastWords = new()
    {
        ["throws"] = $"4\n{Attention} the moon is full.",
        ["throws-in-worker"] =
            $"4\n{Plugin} built as attention 'misbehaves' at down.0: these weights have become too heavy.",
        ["wrong-shape"] = $"4\n{Attention} output must be [B=3, C=8, M=80, T=24], but was [3, 8, 80, 23].",
        ["nan"] = "3\nStep 3: the loss or its gradient is not finite: LOSSES.\n"
            + $"{Attention} output must be finite, but was not: it has NaN or infinite values, though its inputs have "
            + "none.\nIts utterances: THREE.\n"
            + "The last good checkpoint: run/nan/seed-1/checkpoint/step-00000002.\n"
            + "Lower training.learningRate or training.gradientNorm, or look at these utterances.",
        ["other-device"] = $"4\n{Attention} output must be on cpu, but was on meta.",
        ["other-numbers"] = $"4\n{Attention} output must be of Float32, but was of Float64.",
        ["alias"] = $"4\n{Attention} output must be a new tensor, but was hidden itself, or shares its memory.",
        ["disposed"] =
            $"4\n{Attention} output must be alive, but was disposed of; move it out of the dispose scope.",
        ["aborts"] = "134\n"
            + "terminate called after throwing an instance of 'c10::Error'\n"
            + "  what():  mat1 and mat2 shapes cannot be multiplied (1920x24 and 25x2)\n"
            + "RAISED\n"
            + "When it ended, this part ran: plugin 'Misbehaves' 0.1.0 (plugins/Misbehaves), running as attention "
            + "'misbehaves' at down.0.",
        ["conditioner"] =
            $"4\n{Plugin} run as conditioning 'throws' at model.conditioning.melstyle: this voice is not to be had.",
        ["sampler"] = $"4\n{Plugin} run as sampler 'throws' at synthesis.sampler: no way leads from noise to speech.",
        ["metric"] = $"4\n{Plugin} run as metrics 'throws' at metrics.throws: this cannot be measured."
    };

    private readonly TinyRun tiny = new();
    private readonly PluginShelf shelf = new();

    public FailingPartsTests() => shelf.Add("Misbehaves");

    public void Dispose()
    {
        tiny.Dispose();
        shelf.Dispose();
    }

    [Fact]
    public void Ab_PartsThatFail_AreRowsOfTheReportAndTheGoodOneCompletes()
    {
        var variants = LastWords.Keys.Select(name => $"\"{name}\": {Variant(name)}")
            .Prepend($"\"fine\": {With("fine")}");

        var (exitCode, _, errors) = AbProgram.Run(
            tiny, shelf, $"{{ {string.Join(",\n", variants)} }}", "--set", "training.steps=3");

        Assert.Equal(1, exitCode);
        Assert.NotNull(new TrialFolder($"{shelf.Folder}/run/fine/seed-1").ReadResult());
        const string Row = @"^(\S+), seed 1 failed:\nThe worker ended with exit code ((.|\n)*?)\n(?=\S+, seed|\z)";
        var said = Regex.Matches(errors, Row, RegexOptions.Multiline)
            .ToDictionary(trial => trial.Groups[1].Value, trial => trial.Groups[2].Value);
        Assert.Equal(LastWords.Keys.Order(), said.Keys.Order());
        Assert.All(LastWords, trial => Assert.Equal(trial.Value, Steady(said[trial.Key])));
        var report = WebUtility.HtmlDecode(File.ReadAllText($"{shelf.Folder}/run/report.html"));
        Assert.All(said.Values, words => Assert.Contains(words, report));
    }

    [Fact]
    public void Ab_PartThatNeverReturns_IsEndedAndNamed()
    {
        var (exitCode, _, errors) = AbProgram.Run(tiny, shelf, $$"""{ "endless": {{With("never-returns")}} }""",
            "--set", "trialMinutes=0.5");

        Assert.Equal(1, exitCode);
        const string Last = "endless, seed 1 failed:\n"
            + "The worker was ended after 0.5 minutes, the experiment's trialMinutes.\n"
            + "When it ended, this part ran: plugin 'Misbehaves' 0.1.0 (plugins/Misbehaves), running as attention "
            + "'misbehaves' at down.0.\n";
        Assert.Equal(Last, errors);
        Assert.Contains("running as attention 'misbehaves' at down.0.",
            WebUtility.HtmlDecode(File.ReadAllText($"{shelf.Folder}/run/report.html")));
    }

    [Fact]
    public void Ab_PartThatThrowsWhenBuilt_IsAFaultBeforeAnyTrial()
    {
        var (exitCode, _, errors) = AbProgram.Run(
            tiny, shelf, $$"""{ "fine": {{With("fine")}}, "heavy": {{With("throws-when-built")}} }""");

        Assert.Equal(2, exitCode);
        Assert.Equal($"{Path.GetFullPath(tiny.Folder)}/shelf.json:2: "
            + $"{Plugin} built as attention 'misbehaves' at down.0: these weights are too heavy.\n"
            + "1 fault; nothing was written.\n", errors);
        Assert.False(Directory.Exists($"{shelf.Folder}/run"));
    }

    [Fact]
    public void Ab_PartThatRefusesBfloat16_IsNamedBeforeAnyStep()
    {
        var (exitCode, output, errors) = AbProgram.Run(
            tiny, shelf, $$"""{ "exact": {{With("refuses-bfloat16")}} }""", "--set", "precision=bfloat16");

        var cannot = !ProcessorFeatures.Present.HasBfloat16; // then no part is asked
        Assert.Equal(cannot ? 2 : 1, exitCode);
        Assert.Contains(cannot ? "precision must be float32 here"
            : "precision must be float32 for these parts, but was 'bfloat16': "
                + $"{Attention} these weights are of 32 bits.", errors);
        Assert.DoesNotContain("train 1", output);
    }

    private static string Variant(string name) => name switch
    {
        "conditioner" => """
            { "model": { "conditioning": { "melstyle": { "use": "throws", "width": null, "hidden": null } } } }
            """,
        "sampler" => """{ "synthesis": { "sampler": { "use": "throws", "steps": null } } }""",
        "metric" => """{ "metrics": { "throws": {} } }""",
        _ => With(name)
    };

    private static string With(string how) => $$"""
        { "model": { "estimator": { "attention":
          { "use": "misbehaves", "how": "{{how}}", "heads": null, "features": null } } } }
        """;

    // Losses, the batch's utterances and libtorch's place in its own source are no subject here.
    private static string Steady(string words)
    {
        words = Regex.Replace(words, @"(?<=\A\d+)\.", "");
        words = Regex.Replace(words, @"(?<=not finite: )diffusion NaN, .*(?=\.)", "LOSSES");
        words = Regex.Replace(words, @"(?<=Its utterances: )slt_neutral_\d\d(, slt_neutral_\d\d){2}", "THREE");
        return Regex.Replace(words, "^Exception raised from .*$", "RAISED", RegexOptions.Multiline);
    }
}
