using Melange.Host.Tests.Experiments;

namespace Melange.Host.Tests.Commands;

public sealed class DescribeCommandTests
{
    [Fact]
    public void Describe_Slot_ListsItsPartsWithASentenceEach()
    {
        var (exitCode, output, errors) = MelangeProgram.Here("describe", "attention");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches(@"f2b +│ Attention\.F2B@\d+\.\d+\.\d+ +│ Frame to bin: every mel bin", output);
        Assert.Matches(@"none +│ Attention\.None@\S+ +│ Adds nothing: a site without attention\.", output);
    }

    [Theory]
    [InlineData("f2b")]
    [InlineData("f2b@0.1.0")]
    public void Describe_Part_PrintsSourceAndEveryOption(string id)
    {
        var (exitCode, output, errors) = MelangeProgram.Here("describe", "attention", id);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("attention 'f2b' of Attention.F2B@0.1.0\n\nFrame to bin: ", output);
        Assert.Contains("Source: Vaswani et al. 2017, eq. 1", output);
        Assert.Matches(@"heads +│ whole number +│ 4 +│ at least 1 +│ Heads H\. At least 1; default 4\.", output);
        Assert.Matches(@"dropout +│ number +│ 0 +│ at least 0, below 1 │ Share of weights", output);
        Assert.Matches(@"position +│ none \| rotary +│ none +│ +│ What it knows", output);
        Assert.Contains("\nposition rotary: ", output);
    }

    [Fact]
    public void Describe_VocoderTraining_PrintsItsOptions()
    {
        var (exitCode, output, errors) = MelangeProgram.Here("describe", "vocoder-training");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches(@"melWeight +│ number +│ 45 +│ at least 0 +│ Factor on the log-mel", output);
    }

    [Fact]
    public void Describe_PartWithSlotsOfItsOwn_NamesThem()
    {
        var (_, output, _) = MelangeProgram.Here("describe", "estimator", "unet");

        Assert.Matches(@"attention +│ part: attention, per site +│ required", output);
        Assert.Matches(@"ending +│ residual \| residual-mask-norm, per +│ residual ", output);
    }

    [Theory]
    [InlineData("attentoin", null, "describe: no slot is called 'attentoin'. Did you mean 'attention'? Known: "
        + "attention, conditioning, corpus, encoder, estimator, gate, metrics, noise, phonemizer, process, sampler, "
        + "vocoder.\n")]
    [InlineData("attention", "f2x",
        "describe: no attention is called 'f2x'. Did you mean 'f2f'? Known: f2b, f2f, linear, none.\n")]
    [InlineData("attention", "f2b@9.9.9",
        "describe: no attention is called 'f2b@9.9.9'. Did you mean 'f2b'? Known: f2b, f2f, linear, none.\n")]
    public void Describe_UnknownName_NamesTheNearest(string slot, string? id, string message)
    {
        var (exitCode, _, errors) = MelangeProgram.Here(
            ["describe", slot, .. id is null ? Array.Empty<string>() : [id]]);

        Assert.Equal((2, message + "1 fault; nothing was written.\n"), (exitCode, errors));
    }

    [Fact]
    public void Describe_ConfigWithAnotherPart_SaysWhatIsDropped()
    {
        using var tiny = new TinyRun();

        var (exitCode, output, errors) = MelangeProgram.Here(
            "describe", tiny.File, "--set", "model.estimator.attention.use=none");

        Assert.Equal((0, AbCommandTests.Dropped(tiny)), (exitCode, errors));
        Assert.Matches("attention .*none", output);
    }

    [Fact]
    public void Describe_Config_PrintsTheModelAsATree()
    {
        using var tiny = new TinyRun();

        var (exitCode, output, errors) = MelangeProgram.Here("describe", tiny.File, "--frames", "20",
            "--reference-frames", "10", "--set", "model.estimator.attention.use=f2b");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches(@"├─ encoder +│ grad-tts +│ Encoders@\S+ +│ \[1, 80, \d+\]", output);
        Assert.Matches(@"└─ estimator +│ unet +│ Estimator@\S+ +│ \[1, 80, 20\]", output);
        Assert.Matches(@"   ├─ down\.1 +│ +│ +│ \[1, 16, 40, 10\]", output);
        Assert.Matches(@"   │  ├─ attention +│ f2b +│ Attention\.F2B@", output);
        Assert.Matches(@"Score: T = 20, R = 10\. Training step: B = 3, T = 24, R = 10, P = \d+;", output);
        Assert.Contains("\nPrecision: float32. Threads: 1.\n", output);
        Assert.Matches(
            @"Memory, measured in the process of the dry run: one score \d+ MB, a training step \d+ MB", output);
    }

    [Fact]
    public void Describe_Experiment_SaysWhatToDescribeInstead()
    {
        using var tiny = new TinyRun();

        var (exitCode, _, errors) = MelangeProgram.Here("describe", tiny.Experiment);

        Assert.Equal(2, exitCode);
        Assert.Equal($"{tiny.Experiment}:2: this is an experiment, and describe takes the config of a run: its base, "
            + "tiny.json, with --set for what a variant changes. melange check takes experiments.\n"
            + "1 fault; nothing was written.\n", errors);
    }

    [Fact]
    public void Describe_PartThatDoesNotFit_PointsAtItsPlaceInTheFile()
    {
        using var tiny = new TinyRun();

        var (exitCode, _, errors) = MelangeProgram.Here(
            "describe", tiny.File, "--set", "model.estimator.speaker=melstyle");

        Assert.Equal(2, exitCode);
        Assert.Matches(@"^--set model\.estimator\.speaker=melstyle: model\.estimator\.speaker must name a condition of "
            + @"80 features, but 'melstyle' has 6\.\n", errors);
    }

    [Theory, InlineData("--frames"), InlineData("--reference-frames")]
    public void Describe_NoFrames_IsRefused(string option)
    {
        using var tiny = new TinyRun();

        var (exitCode, _, errors) = MelangeProgram.Here("describe", tiny.File, option, "0");

        Assert.Equal((2, $"{option}: it must be at least 1, but was 0.\n1 fault; nothing was written.\n"),
            (exitCode, errors));
    }

    [Fact]
    public void Describe_RunAndExperiment_ListTheirOptions()
    {
        var (runCode, run, _) = MelangeProgram.Here("describe", "run");
        var (experimentCode, experiment, _) = MelangeProgram.Here("describe", "experiment");

        Assert.Equal((0, 0), (runCode, experimentCode));
        Assert.Matches(@"features\.sampleRateHz +│ whole number +│ 16000 +│ at least 1000 +│ Audio samples a", run);
        Assert.Matches(@"evaluate\.shown +│ whole number +│ 4 +│ at least 0 +│", run);
        Assert.Matches(@"model\.encoder +│ part: encoder +│ required ", run);
        Assert.Contains("precision bfloat16: Convolutions and matrix products in bfloat16", run);
        Assert.Contains("evaluate.protocols other-speaker: The reference of same-style, while the model is told "
            + "another speaker with its", run);
        Assert.Matches(@"seeds +│ list of: whole number +│ \[1\] +│", experiment);
        Assert.Matches(@"trialMinutes +│ number +│ 1440 +│ above 0 ", experiment);
    }

}
