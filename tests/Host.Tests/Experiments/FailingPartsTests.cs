using Melange.Host.Tests.Plugins;

namespace Melange.Host.Tests.Experiments;

/// <summary>Parts that break their contract, each in its own way: their trials fail, by name; the others go on.</summary>
public sealed class FailingPartsTests
{
    private const string Plugin = "Plugin 'Misbehaves' 0.1.0 (plugins/Misbehaves) failed while being ";
    private const string Running = Plugin + "run as attention 'misbehaves' at down.0: ";
    private const string Fine = """{ "model": { "estimator": { "attention": { "use": "misbehaves", "heads": null, "features": null } } } }""";

    [Fact]
    public void Ab_PartThatIsGood_Completes()
    {
        using var tiny = new TinyRun();
        using var shelf = new PluginShelf();
        shelf.Add("Misbehaves");
        var r = AbProgram.Run(tiny, shelf, $$"""
            {
              "fine": {{Fine}}, "throws": {{With("throws")}}, "throws-in-worker": {{With("throws-in-worker")}},
              "wrong-shape": {{With("wrong-shape")}}, "nan": {{With("nan")}}, "other-device": {{With("other-device")}},
              "other-numbers": {{With("other-numbers")}}, "alias": {{With("alias")}}, "disposed": {{With("disposed")}},
              "aborts": {{With("aborts")}},
              "conditioner": { "model": { "conditioning": { "melstyle": { "use": "throws", "width": null, "hidden": null } } } },
              "sampler": { "synthesis": { "sampler": { "use": "throws", "steps": null } } },
              "metric": { "metrics": { "throws": {} } }
            }
            """, "--set", "training.steps=3");
        File.WriteAllText("/tmp/w/load-d.txt", $"{r.ExitCode}\n{r.Output}\n-----\n{r.Errors}");
        File.Copy($"{shelf.Folder}/run/report.html", "/tmp/w/load-d.html", true);
    }

    private static string With(string how) =>
        $$"""{ "model": { "estimator": { "attention": { "use": "misbehaves", "how": "{{how}}", "heads": null, "features": null } } } }""";
}
