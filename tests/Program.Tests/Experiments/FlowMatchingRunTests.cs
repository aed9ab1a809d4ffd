using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments;

/// <summary>The whole way with another process than the default: trained, validated, guided, spoken and probed.
/// </summary>
public sealed class FlowMatchingRunTests : IDisposable
{
    private const string Flow = "model.process.use=flow-matching";
    private readonly TinyRun tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Ab_FlowMatchingBesideDiffusion_TrainsAndSpeaksWithEach()
    {
        var (exitCode, _, errors) = AbProgram.Run(tiny,
        [
            "--set", "training.validation={ \"everySteps\": 3 }", "--set", "model.referenceDropout=0.5",
            "--set", "synthesis.guidance=0.5", "--set", "synthesis.noise.use=reference",
            "--set", "synthesis.noise.time=0.5"
        ], Experiment("""
            "diffusion": { "model": { "process": { "use": "grad-tts" } } }, "flow": { "model": { "process": { "use": "flow-matching" } } },
            "matcha": { "model": { "process": { "use": "flow-matching" }, "estimator": { "use": "matcha",
              "channels": [8, 12], "heads": 2, "features": 3 } } },
            "dpm": { "model": { "process": { "use": "flow-matching" } },
              "synthesis": { "sampler": { "use": "dpm-solver++" } } }
            """));

        Assert.Equal((0, ""), (exitCode, errors));
        var (diffusion, flow, dpm) = (Result("diffusion"), Result("flow"), Result("dpm"));
        Assert.All(flow.Losses.Skip(2), point => Assert.True(double.IsFinite(point.Diffusion!.Value)));
        Assert.NotEqual(diffusion.Losses[^1].Diffusion, flow.Losses[^1].Diffusion);
        Assert.Equal(flow.Losses[^1].Diffusion, dpm.Losses[^1].Diffusion);
        Assert.NotEqual(flow.Pairs[0].Values["mcd"], dpm.Pairs[0].Values["mcd"]);
        Assert.Equal(["down.0", "down.1", "mid.0", "mid.1", "up.0", "up.1"],
            Result("matcha").Energies.Select(energy => energy.Site).Distinct().Where(site => site != MeanEnergy.Noisy));
        Assert.Equal(1, flow.Energies.Max(energy => energy.Time));
        Assert.All(flow.Validation, point => Assert.True(double.IsFinite(point.Loss)));

        var (probed, _, probeErrors) = MelangeProgram.Here("probe", $"{tiny.Folder}/run/flow",
            "--text", "slt_neutral_09", "--reference", "slt_neutral_01", "--times", "0.9",
            "--out", $"{tiny.Folder}/probe");

        Assert.True(probed == 0, probeErrors);
        Assert.Contains("x_t", File.ReadAllText($"{tiny.Folder}/probe/energy.csv"));
    }

    [Theory, InlineData("euler-sde"), InlineData("ml-sde")]
    public void Ab_SamplerOfDiffusionsAlone_IsRefusedWithBothNames(string sampler)
    {
        var (exitCode, _, errors) = AbProgram.Run(
            tiny, ["--set", Flow, "--set", $"synthesis.sampler.use={sampler}"]);

        Assert.Equal(2, exitCode);
        Assert.Matches($@"tiny\.json:\d+: sampler '{sampler}' does not solve process 'flow-matching' of "
            + @"model\.process: it is made for diffusions\. euler, heun and dpm-solver\+\+ solve every process\.",
            errors);
        Assert.False(Directory.Exists($"{tiny.Folder}/run"));
    }

    [Fact]
    public void Ab_ReflowBySamplerOfDiffusionsAlone_IsRefusedWithBothNames()
    {
        var (exitCode, _, errors) = AbProgram.Run(tiny, ["--set", Flow,
            "--set", """training.reflow={ "steps": 2, "sampler": { "use": "ml-sde" } }"""]);

        Assert.Equal(2, exitCode);
        Assert.Matches("^--set training.reflow=.*: sampler 'ml-sde' does not solve process 'flow-matching' of "
            + "model.process", errors);
    }

    [Fact]
    public void Ab_GridOfALogSnr_IsRefused()
    {
        var (exitCode, _, errors) = AbProgram.Run(
            tiny, ["--set", Flow, "--set", "synthesis.sampler.grid=log-snr"]);

        Assert.Equal(2, exitCode);
        Assert.Contains("synthesis.sampler.grid must be uniform or quadratic where the process is no diffusion, but was "
            + "log-snr", errors);
    }

    [Fact]
    public void Ab_ProcessChanged_AsksBeforeItGoesOn()
    {
        AbProgram.Run(tiny, []);

        var (exitCode, _, errors) = AbProgram.Run(tiny, ["--set", Flow]);

        Assert.Equal(2, exitCode);
        Assert.Contains("was made with other settings: model.process.use (unset) → flow-matching", errors);
        Assert.Contains("was trained by other plugins: + plugin Processes", errors);
    }

    private string Experiment(string variants)
    {
        var file = $"{tiny.Folder}/flows.json";
        File.WriteAllText(file, $$"""
            { "base": "tiny.json", "variants": { {{variants}} }, "seeds": [1], "workers": 2, "timingRounds": 0 }
            """);
        return file;
    }

    private TrialResult Result(string variant) => new TrialFolder($"{tiny.Folder}/run/{variant}/seed-1").ReadResult()!;
}
