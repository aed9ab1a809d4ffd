using System.Diagnostics;
using Melange.Host.Checkpoints;
using Melange.Host.Machine;
using Melange.Host.Runs;
using Melange.Host.Tests.Plugins;

namespace Melange.Host.Tests.Experiments;

/// <summary>Experiments and workers that are asked to stop, as people, schedulers and closed terminals do it.</summary>
public sealed class StoppedExperimentTests : IDisposable
{
    private const string Stopping =
        "Stopping: each trial ends its step and keeps a checkpoint. Asked once more, all ends at once.";

    private static readonly string[] Longer =
        ["--set", "training.steps=2000", "--set", "training.checkpointSteps=2000"];

    private readonly TinyRun tiny = new();

    public void Dispose() => tiny.Dispose();

    [LinuxTheory]
    [InlineData("INT", false)] // kill, or a shell that signals one process
    [InlineData("INT", true)]  // Ctrl-C in a terminal
    [InlineData("TERM", true)] // scancel, systemd, timeout
    [InlineData("HUP", true)]  // a terminal that was closed
    public void Ab_Asked_StopsAndKeepsACheckpointOfEachTrial(string signal, bool toAll)
    {
        using var program = Start("--default-signal", Longer);
        AwaitTraining(program);
        var planned = File.ReadAllText($"{tiny.Folder}/run/experiment.json");      // for a report after any end

        Send(signal, toAll ? -program.Id : program.Id);

        var run = Path.GetFullPath($"{tiny.Folder}/run");
        Assert.EndsWith($"{Stopping}\nStopped. The same command goes on from here; melange report {run} "
            + "tells of what is finished.\n", program.StandardOutput.ReadToEnd());
        Assert.Equal("", program.StandardError.ReadToEnd());
        program.WaitForExit();
        Assert.Equal(ExitCode.Stopped, program.ExitCode);
        Assert.All(Checkpoints(), steps => Assert.InRange(Assert.Single(steps), 1, 1999));
        Assert.Equal($"{run}: no trial is finished yet.\n1 fault; nothing was written.\n",
            MelangeProgram.Here("report", run).Errors);
        Assert.Contains("\"totalSeconds\": 0,", planned);
        Assert.DoesNotContain("\"totalSeconds\": 0,", File.ReadAllText($"{run}/experiment.json"));
    }

    [LinuxFact]
    public void Ab_TerminalThatIsClosed_StopsAndKeepsACheckpointOfEachTrial()
    {
        string[] command =
            ["dotnet", TestFolder.Program, "ab", tiny.Experiment, "--out", $"{tiny.Folder}/run", .. Longer];
        using var terminal = Process.Start(new ProcessStartInfo("script",
            ["--quiet", "--command", $"env --default-signal=HUP {string.Join(' ', command)}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true
        })!;
        Await(() => Trials.All(trial => IsRunning(trial, "running as estimator")));

        terminal.Kill();

        Await(() => File.Exists($"{tiny.Folder}/run/sessions.json"));               // written last
        Assert.All(Checkpoints(), steps => Assert.InRange(Assert.Single(steps), 1, 1999));
    }

    [LinuxFact]
    public void Ab_StoppedInTraining_GoesOnWhereItStopped()
    {
        using (var program = Start("--default-signal", Longer))
        {
            AwaitTraining(program);
            Send("TERM", -program.Id);
            program.WaitForExit();
        }
        var stopped = Checkpoints().Select(steps => steps[0]).ToList();

        var (exitCode, output, _) = AbProgram.Run(tiny, [.. Longer, "--set", $"training.steps={stopped.Max() + 1}"]);

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("train 1 of", output);
        Assert.Equal(2, AbProgram.Results(tiny).Length);
    }

    [LinuxFact]
    public void Ab_EnvironmentThatSaysNothingOfWaiting_HasWorkersThatSpinBriefly()
    {
        using var program = Start("--default-signal", Longer);
        AwaitTraining(program);

        var environments = WorkersOf(program).Select(id => OfSystem($"/proc/{id}/environ").Split('\0')).ToList();

        Send("TERM", program.Id);
        program.WaitForExit();
        Assert.Equal(2, environments.Count);
        Assert.All(environments, variables => Assert.Contains("GOMP_SPINCOUNT=1000", variables));
    }

    [LinuxFact]
    public void Ab_HangupThatIsIgnored_GoesOn()
    {
        using var program = Start("--ignore-signal", []);
        AwaitTraining(program);

        Send("HUP", -program.Id);

        Assert.Contains("Report: ", program.StandardOutput.ReadToEnd());
        program.WaitForExit();
        Assert.Equal(0, program.ExitCode);
    }

    [LinuxFact]
    public void Ab_OneWorkerSignalled_IsARowAndTheOtherCompletes()
    {
        using var program = Start("--default-signal",
            ["--set", "training.steps=60", "--set", "training.checkpointSteps=60"]);
        AwaitTraining(program);

        Send("TERM", Assert.Single(WorkersOf(program),
            worker => CommandOf(worker).Contains("/f2b/", StringComparison.Ordinal)));

        var errors = program.StandardError.ReadToEndAsync();
        Assert.Contains("Report: ", program.StandardOutput.ReadToEnd());
        program.WaitForExit();
        Assert.Equal("f2b, seed 1 failed:\n"
            + "The worker was stopped by a signal to it alone. Its checkpoint stands: the same command goes on.\n",
            errors.Result);
        Assert.Equal(ExitCode.SomeFailed, program.ExitCode);
        Assert.NotNull(Trials[0].ReadResult());
        Assert.InRange(Assert.Single(Checkpoints()[1]), 1, 59);
    }

    [LinuxFact]
    public void Ab_AskedTwiceBesideAPartThatNeverReturns_EndsAtOnceWithItsWorker()
    {
        using var shelf = new PluginShelf();
        shelf.Add("Misbehaves");
        var experiment = Written("endless.json", """
            { "base": "tiny.json", "variants": { "endless": { "model": { "estimator": { "attention":
              { "use": "misbehaves", "how": "never-returns", "heads": null, "features": null } } } } } }
            """);
        using var program = Start("--default-signal", CorpusAnywhere, experiment, shelf.Folder);
        var trial = new TrialFolder($"{tiny.Folder}/run/endless/seed-1");
        Await(() => IsRunning(trial, "running as attention 'misbehaves'"));           // not only built
        var worker = Assert.Single(WorkersOf(program));

        Send("TERM", program.Id);
        while (program.StandardOutput.ReadLine() is { } line && line != Stopping) { }
        Thread.Sleep(TimeSpan.FromSeconds(1.2));                                    // sooner, it is the same request
        Send("TERM", program.Id);

        program.WaitForExit();
        Assert.Equal(128 + 15, program.ExitCode);
        Await(() => !CommandOf(worker).Contains("endless", StringComparison.Ordinal));
    }

    private string Written(string name, string text)
    {
        File.WriteAllText($"{tiny.Folder}/{name}", text);
        return $"{tiny.Folder}/{name}";
    }

    private string[] CorpusAnywhere => ["--set", $"corpus.path={Path.GetFullPath($"{tiny.Folder}/corpus")}"];

    // In a session of its own, so that a signal to all ends no tests; what a shell has set for signals, env sets again.
    private Process Start(string disposition, string[] more, string? experiment = null, string folder = ".") =>
        Process.Start(new ProcessStartInfo("setsid",
        [
            "env", $"{disposition}=INT,HUP", "--unset=OMP_WAIT_POLICY", "dotnet", TestFolder.Program,
            "ab", Path.GetFullPath(experiment ?? tiny.Experiment), "--out", Path.GetFullPath($"{tiny.Folder}/run"),
            .. more
        ])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;

    private static void AwaitTraining(Process program)
    {
        var open = new HashSet<string> { "f2f", "f2b" };
        while (open.Count > 0 && program.StandardOutput.ReadLine() is { } line)
            open.RemoveWhere(variant => line.Contains($"{variant}, seed 1: train ", StringComparison.Ordinal));
        Assert.Empty(open);
    }

    private static bool IsRunning(TrialFolder trial, string part) =>
        FlightRecorder.Read(trial.Flight)?.Contains(part, StringComparison.Ordinal) == true;

    private static void Await(Func<bool> isThere)
    {
        for (var clock = Stopwatch.StartNew(); !isThere(); Thread.Sleep(20))
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "It never came.");
    }

    // A group is named by its leader's id with a minus.
    private static void Send(string signal, int process) =>
        Process.Start("kill", [$"-{signal}", "--", $"{process}"]).WaitForExit();

    private static IEnumerable<int> WorkersOf(Process program) => Process.GetProcesses().Select(process => process.Id)
        .Where(id => StatusOf(id).Contains($"\nPPid:\t{program.Id}\n", StringComparison.Ordinal));

    private static string StatusOf(int process) => OfSystem($"/proc/{process}/status");

    private static string CommandOf(int process) => OfSystem($"/proc/{process}/cmdline");

    private static string OfSystem(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // the process has ended
        }
    }

    private TrialFolder[] Trials => [new($"{tiny.Folder}/run/f2f/seed-1"), new($"{tiny.Folder}/run/f2b/seed-1")];

    private List<List<int>> Checkpoints() => [.. Trials.Select(trial => Checkpoint
        .AllOf(trial.Checkpoint).Select(checkpoint => checkpoint.Step).ToList())];
}
