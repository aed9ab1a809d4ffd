namespace Melange.Host.Tests.Probing;

/// <summary>A tiny experiment that was trained by the program, for several tests to look at.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TinyRun tiny = new();

    public TrainedRun()
    {
        var (exitCode, _, errors) = Melange("ab", tiny.Experiment, "--out", Folder, "--set", "training.steps=3");
        Assert.True(exitCode == 0, errors);
    }

    /// <summary>The experiment's folder.</summary>
    public string Folder => $"{tiny.Folder}/run";

    /// <summary>Runs the program.</summary>
    public static (int ExitCode, string Output, string Errors) Melange(params string[] arguments) =>
        MelangeProgram.Here(arguments);

    public void Dispose() => tiny.Dispose();
}
