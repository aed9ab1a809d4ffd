using Melange.Host.Tests.Plugins;

namespace Melange.Host.Tests.Experiments;

/// <summary>A tiny experiment with plugins of a user's, run once.</summary>
public sealed class FinishedOnShelf : IDisposable
{
    private const string Variants = """
        { "mine": { "model": { "estimator": { "attention": { "use": "echo", "heads": null, "features": null } } },
          "metrics": { "versioned": {}, "phoneme-hit-rate": null } } }
        """;

    public FinishedOnShelf()
    {
        Shelf.Add("Good");
        Shelf.Add("VersionOne");
        var ended = AbProgram.Run(Tiny, Shelf, Variants, "--set", "training.steps=3");
        Assert.True(ended.ExitCode == 0, ended.Errors);
    }

    internal TinyRun Tiny { get; } = new();

    internal PluginShelf Shelf { get; } = new();

    internal string Experiment => Path.GetFullPath($"{Tiny.Folder}/shelf.json");

    internal string[] Settings =>
        ["--set", $"corpus.path={Path.GetFullPath($"{Tiny.Folder}/corpus")}", "--set", "training.steps=3"];

    public void Dispose()
    {
        Tiny.Dispose();
        Shelf.Dispose();
    }
}
