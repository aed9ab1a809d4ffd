using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Melange.Host.Tests.Templates;

/// <summary>What docs/write-a-plugin.md tells a stranger to do, done; and the same for every other slot.</summary>
public sealed class WriteAPluginTests : IDisposable
{
    private const string Page = "docs/write-a-plugin.md";
    private const string BuildsTheClone = "dotnet build -c Release "; // the tests' own build has done that
    private const string Tiny = " --set training.steps=2 --set training.encoderSteps=1 --set training.warmUpSteps=0"
        + " --set training.coolDownSteps=0 --set training.batchSize=2 --set evaluate.limit=1 --set evaluate.shown=0"
        + " --set synthesis.sampler.steps=2";
    private static readonly string[] OtherSlots =
    [
        "gate", "conditioning", "estimator", "encoder", "process", "sampler", "noise", "phonemizer", "vocoder",
        "corpus", "metrics"
    ];
    private static readonly string[] SlotsOfTheirOwnRun = ["gate", "conditioning", "sampler", "metrics"];
    private readonly StrangersFolder stranger = new();
    private readonly IReadOnlyList<string> commands = new MarkdownPage(Page).Blocks("sh");

    public void Dispose() => stranger.Dispose();

    [Fact]
    public void Page_EveryCommand_LeadsToARowOfTheNewPart()
    {
        var (clone, melange, create, rest) =
            (commands[0], commands[1], commands[2], string.Concat(commands.Skip(3)));
        var page = new MarkdownPage(Page);
        var offline = clone.Split('\n').Where(line => !line.StartsWith(BuildsTheClone, StringComparison.Ordinal));
        stranger.Run(TestFolder.Repository, string.Join('\n', offline));

        var output = stranger.Run("mine", melange + create + rest.Replace(
            "ab experiments/mine.json", "ab experiments/mine.json" + Tiny, StringComparison.Ordinal));

        Assert.Contains("Passed!", output);
        Assert.Matches(@"mcd, dB ↓ *│ shipped +│[^\n]*\n *│ mine +│", output);
        Assert.Contains("Report: runs/mine/report.html", output);
        Assert.Equal(page.Blocks("xml").Single(), Written("mine/MyAttention/MyAttention.csproj"));
        Assert.Equal(page.Blocks("json").Single(), Written("mine/experiments/mine.json"));
        Assert.Equal(
            ["MyAttention.deps.json", "MyAttention.dll", "MyAttention.xml", "plugin.json"],
            Directory.GetFiles(Path.Combine(stranger.FullPath, "mine/plugins/MyAttention@0.1.0"))
                .Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Template_EveryOtherSlot_PassesItsSuiteAndRuns()
    {
        stranger.Run(".", """
            (cd "$MELANGE" && dotnet pack -c Release --no-build)
            dotnet new install "$MELANGE"/artifacts/packages/Melange.Templates.*.nupkg
            """);
        foreach (var slot in OtherSlots)
            stranger.Run(slot, $"dotnet new melange-plugin --slot {slot} --name {NameOf(slot)} --melange \"$MELANGE\"");
        WriteSolution();
        File.WriteAllText(Path.Combine(stranger.FullPath, "nuget.config"), Written("gate/nuget.config"));
        WriteExperimentOfAll();

        var tests = stranger.Run(".", """
            git init --quiet && git add --all && git -c user.name=a -c user.email=a@b commit --quiet --message all
            dotnet build All.slnx
            dotnet test $(find */*.Tests/bin -name 'My*.Tests.dll')
            """);
        var output = stranger.Run(".", commands[1] + string.Concat(OtherSlots.Select(Install))
            + "melange ab all.json" + Tiny);

        Assert.Equal(OtherSlots.Length, tests.Split("Passed!").Length - 1);
        Assert.Equal("0.1.0", FileVersionInfo.GetVersionInfo( // a commit alone makes no other plugin
            Path.Combine(stranger.FullPath, "gate/MyGate/bin/Debug/plugin/MyGate.dll")).ProductVersion);
        Assert.All(OtherSlots.Where(slot => slot != "metrics"), slot => Assert.Contains($"│ {slot}", output));
        Assert.Matches("Mean absolute difference|my-metrics", output);
        Assert.All(SlotsOfTheirOwnRun, slot => Assert.Contains("Report: runs/mine/report.html", OwnRun(slot)));
    }

    [Fact]
    public void Pack_AgainUnderTheSameVersion_ReachesAPluginThatWasBuiltBefore()
    {
        const string Packages = "packages/melange.abstractions/0.1.0";
        const string PackTheContracts = "dotnet pack \"$MELANGE/Abstractions\" -c Release --no-build";
        stranger.Run(".", $"{PackTheContracts}\ndotnet new install \"$MELANGE/templates\"");
        stranger.Run("gate", "dotnet new melange-plugin --slot gate --name MyGate --melange \"$MELANGE\"\n"
            + "dotnet build MyGate");
        File.WriteAllText(Path.Combine(stranger.FullPath, Packages, "of-the-first-pack"), "");

        stranger.Run("gate", $"{PackTheContracts}\ndotnet build MyGate");

        Assert.True(File.Exists(Path.Combine(stranger.FullPath, Packages, "melange.abstractions.nuspec")));
        Assert.False(File.Exists(Path.Combine(stranger.FullPath, Packages, "of-the-first-pack")));
    }

    [Fact]
    public void Build_OptionThatNoConfigCanHold_IsRefusedByName()
    {
        stranger.Run(".", "dotnet pack \"$MELANGE/Abstractions\" -c Release --no-build\n"
            + "dotnet new install \"$MELANGE/templates\"");
        stranger.Run("gate", "dotnet new melange-plugin --slot gate --name MyGate --melange \"$MELANGE\"");
        File.AppendAllText(Path.Combine(stranger.FullPath, "gate/MyGate/Bad.cs"), """
            namespace MyGate;

            public sealed record Bad
            {
                public HashSet<int> Kinds { get; init; } = [];
            }
            """);
        var registration = Path.Combine(stranger.FullPath, "gate/MyGate/MyGateRegistration.cs");
        File.WriteAllText(registration, File.ReadAllText(registration).Replace(", MyGateOptions>", ", Bad>",
            StringComparison.Ordinal));

        var output = stranger.Run("gate", "dotnet build MyGate || true");

        Assert.Matches(@"Bad\.cs\(5,25\): error MELANGE003: 'my-gate' has the option kinds of type "
            + @"System\.Collections\.Generic\.HashSet<int>, which no config can hold\.", output);
    }

    // As the page says it, in the folder that the template made.
    private string OwnRun(string slot) => stranger.Run(slot, commands[1]
        + $"melange plugins add {NameOf(slot)}/bin/Debug/plugin\nmelange ab experiments/mine.json{Tiny}");

    private static string NameOf(string slot) => $"My{char.ToUpperInvariant(slot[0])}{slot[1..]}";

    private static string Install(string slot) =>
        $"melange plugins add {slot}/{NameOf(slot)}/bin/Debug/plugin\n";

    private string Written(string file) => File.ReadAllText(Path.Combine(stranger.FullPath, file));

    private void WriteSolution() => File.WriteAllText(Path.Combine(stranger.FullPath, "All.slnx"),
        "<Solution>" + string.Concat(OtherSlots.Select(slot =>
            $"<Project Path=\"{slot}/{NameOf(slot)}.Tests/{NameOf(slot)}.Tests.csproj\" />")) + "</Solution>");

    // The last variant of each template's experiment, all over the base that they share, in one run.
    private void WriteExperimentOfAll()
    {
        var variants = new JsonObject();
        foreach (var slot in OtherSlots)
        {
            var mine = JsonNode.Parse(Written($"{slot}/experiments/mine.json"), documentOptions: new()
            {
                CommentHandling = System.Text.Json.JsonCommentHandling.Skip
            })!["variants"]!.AsObject().Last();
            variants[slot] = mine.Value!.DeepClone();
        }
        Directory.CreateDirectory(Path.Combine(stranger.FullPath, "experiments"));
        File.Copy(Path.Combine(stranger.FullPath, "phonemizer/experiments/words.txt"),
            Path.Combine(stranger.FullPath, "experiments/words.txt"));
        var all = new JsonObject
        {
            ["base"] = "gate/experiments/base.json",
            ["variants"] = variants,
            ["seeds"] = new JsonArray(1),
            ["workers"] = 2,
            ["timingRounds"] = 0
        };
        File.WriteAllText(Path.Combine(stranger.FullPath, "all.json"), all.ToJsonString());
    }
}
