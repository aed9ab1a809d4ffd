namespace Melange.Host.Tests.Probing;

/// <summary>A tiny experiment that was trained by the program, for several tests to look at.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TinyRun tiny = new();

    public TrainedRun()
    {
        var (exitCode, output, errors) = Melange("ab", tiny.Experiment, "--out", Folder, "--set", "training.steps=3",
            "--set", "timingRounds=2");
        Assert.True(exitCode == 0, errors);
        Output = output;
    }

    /// <summary>The experiment's folder.</summary>
    public string Folder => $"{tiny.Folder}/run";

    /// <summary>What the program said.</summary>
    public string Output { get; }

    /// <summary>Runs the program.</summary>
    public static (int ExitCode, string Output, string Errors) Melange(params string[] arguments) =>
        MelangeProgram.Here(arguments);

    /// <summary>Copies the experiment's folder for a test that changes it.</summary>
    public string Copy(string name)
    {
        TestFolder.Copy(Folder, $"{tiny.Folder}/{name}");
        return $"{tiny.Folder}/{name}";
    }

    /// <summary>Runs the experiment once more, in its folder or a copy, with a setting and more arguments.</summary>
    public (int ExitCode, string Errors) Again(string folder, string setting, params string[] more)
    {
        var (exitCode, _, errors) = Melange(["ab", tiny.Experiment, "--out", folder, "--set", setting, .. more]);
        return (exitCode, errors);
    }

    public void Dispose() => tiny.Dispose();
}
