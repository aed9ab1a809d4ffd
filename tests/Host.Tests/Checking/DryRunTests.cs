using System.Text.RegularExpressions;
using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checking;
using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Host.Tests.Checking;

public sealed class DryRunTests
{
    private static readonly PluginCatalog WithStranger =
        PluginCatalog.Load([TestFolder.ShippedPlugins, TestFolder.TestPlugins]);

    [Fact]
    public void Run_TinyModel_ListsItsPartsWithShapesAndAllItsWeights()
    {
        using var tiny = new TinyRun();
        var config = LayeredConfig.Read(tiny.File, ["model:estimator:attention:up.1:use=f2b"]);

        var report = new DryRun(config, TinyRun.Catalog, new(22, 10, IsCheck: false)).Run(_ => { });

        Assert.Equal(
            [
                "model.conditioning.speaker speaker [1, 80, 10]", "model.conditioning.melstyle melstyle [1, 6, 10]",
                $"model.encoder grad-tts [1, 80, {report.Frames.Phonemes}]", "model.estimator unet [1, 80, 22]",
                "down.0 attention f2f [1, 8, 80, 24]", "down.0 gate phoneme-fallback [1, 8, 80, 24]",
                "down.1 attention f2f [1, 16, 40, 12]", "down.1 gate phoneme-fallback [1, 16, 40, 12]",
                "down.2 attention f2f [1, 32, 20, 6]", "down.2 gate phoneme-fallback [1, 32, 20, 6]",
                "mid attention f2f [1, 32, 20, 6]", "mid gate phoneme-fallback [1, 32, 20, 6]",
                "up.0 attention f2f [1, 16, 20, 6]", "up.0 gate phoneme-fallback [1, 16, 20, 6]",
                "up.1 attention f2b [1, 8, 40, 12]", "up.1 gate phoneme-fallback [1, 8, 40, 12]"
            ],
            report.Parts.Select(part => part.Site.Length == 0 ? $"{part.Place} {part.Id} {part.Shape}"
                : $"{part.Site} {part.Place.Split('.')[^1]} {part.Id} {part.Shape}"));
        using var model = Model(tiny, config);
        Assert.Equal(model.parameters().Sum(weight => weight.NumberOfElements),
            report.Parts.Sum(part => part.Parameters));
        Assert.DoesNotContain(report.Parts, part => part.IsEstimated);
        Assert.All(report.Parts.Where(part => part.Parameters > 0), part => Assert.True(part.Score > 0));
    }

    [Theory, InlineData("float32"), InlineData("bfloat16")]
    public void Run_AnyPrecision_IsTriedAndSaid(string precision)
    {
        using var tiny = new TinyRun();
        var config = LayeredConfig.Read(tiny.File, [$"precision={precision}"]);

        var report = new DryRun(config, TinyRun.Catalog, new(22, 10, IsCheck: false)).Run(_ => { });

        Assert.Equal((precision, 1), (report.Precision, report.Threads));
        Assert.True(report.Seconds.Step > 0);
        Assert.Equal(16, report.Parts.Count);
    }

    // Everything but attention between frames grows with the batch; the step has 3 items, and 3 passes.
    [Fact]
    public void Run_StepOfTheSameFrames_IsThreePassesOfTheBatch()
    {
        using var tiny = new TinyRun();
        var config = LayeredConfig.Read(tiny.File, ["training.accumulation=2"]);

        var report = new DryRun(config, TinyRun.Catalog, new(24, 10, IsCheck: false)).Run(_ => { });

        Assert.Equal(new(3 * 2, 24, 10, report.Frames.Phonemes), report.StepSize);
        Assert.All(report.Parts, part => Assert.Equal(3 * 6 * part.Score, part.Step));
    }

    [Fact]
    public void Run_PartThatStatesNothing_IsEstimatedFromItsWeights()
    {
        using var tiny = new TinyRun();
        var config = LayeredConfig.Read(tiny.File,
            ["""model.estimator.attention={"use":"my-attention","features":2,"heads":null}"""]);

        var report = new DryRun(config, WithStranger, new(24, 10, IsCheck: false)).Run(_ => { });

        var attention = report.Parts.Single(part => part is { Site: "down.1", Id: "my-attention" });
        Assert.True(attention.IsEstimated);
        Assert.Equal("ReadmeExample", attention.Plugin.Split('@')[0]);
        Assert.Equal(attention.Parameters * 40 * 12, attention.Score);
    }

    [Fact]
    public void Run_Check_TrainsSpeaksAndMeasures()
    {
        using var tiny = new TinyRun();
        var stages = new List<string>();

        var report = new DryRun(LayeredConfig.Read(tiny.File, []), TinyRun.Catalog, new(0, 0, IsCheck: true))
            .Run(stages.Add);

        Assert.Equal(
            ["reading the corpus", "building the parts", "scoring", "training a step", "speaking"], stages);
        Assert.True(report.Seconds is { EncoderStep: > 0, Step: > 0, Evaluation: > 0 });
        Assert.True(report.Memory.Peak >= report.Memory.Model);
        Assert.Equal(3 * 4 * report.Parts.Sum(part => part.Parameters), report.Disk.Checkpoint);
        Assert.True(report.Disk.Results > 0);
    }

    [Fact]
    public void Run_Reflow_TakesAStepOfItToo()
    {
        using var tiny = new TinyRun();

        Assert.Equal(0, ReflowStep());
        Assert.True(ReflowStep("""training.reflow={ "steps": 2, "sampler": { "use": "heun", "steps": 2 } }""") > 0);

        double ReflowStep(params string[] settings) => new DryRun(LayeredConfig.Read(tiny.File, settings),
            TinyRun.Catalog, new(0, 0, IsCheck: false)).Run(_ => { }).Seconds.ReflowStep;
    }

    [Fact]
    public void Run_NoiseAroundZero_SaysWhatNormalisesTheLogMels()
    {
        using var tiny = new TinyRun();

        Assert.Empty(Notices());
        var notice = Assert.Single(Notices("model.process.use=flow-matching"));
        var told = Regex.Match(notice, @"features\.melMean (\S+) and features\.melDeviation (\S+) bring them to 0 and 1\.$");
        Assert.True(told.Success, notice);
        Assert.Empty(Notices("model.process.use=flow-matching", $"features.melMean={told.Groups[1]}",
            $"features.melDeviation={told.Groups[2]}"));

        IReadOnlyList<string> Notices(params string[] settings) => new DryRun(
            LayeredConfig.Read(tiny.File, settings), TinyRun.Catalog, new(0, 0, IsCheck: true)).Run(_ => { }).Notices;
    }

    [Fact]
    public void Run_MetricThatTheCorpusHasNothingFor_IsNamed()
    {
        using var tiny = new TinyRun();
        var config = LayeredConfig.Read(tiny.File, ["metrics.style={}", "metrics.f0={}", "metrics.frechet={}"]);

        var report = new DryRun(config, TinyRun.Catalog, new(0, 0, IsCheck: true)).Run(_ => { });

        Assert.Equal(["metrics.style could measure nothing of the sentence that was tried, nor of 2 recordings in the "
            + "place of speech: docs/plugins/metrics.md says what it needs."], report.Notices); // one style alone
    }

    // Of the two held-out texts one is the shortest, which is spoken: the other tells of the metric then.
    [Theory, InlineData("09"), InlineData("10")]
    public void Run_MetricThatCanMeasureOneText_IsNotNamed(string text)
    {
        using var tiny = new TinyRun();
        // A style is known where it is trained on, and each training utterance has a reference.
        foreach (var id in new[] { text, "01", "02" }.Select(text => $"slt_sad_{text}")) // which is slow
        {
            var row = File.ReadLines(Path.Combine(TestFolder.ShippedCorpus, "metadata.csv"))
                .Single(line => line.StartsWith($"{id},", StringComparison.Ordinal));
            File.AppendAllText($"{tiny.Folder}/corpus/metadata.csv", $"{row}\n");
            foreach (var file in new[] { $"wav/{id}.wav", $"textgrid/{id}.TextGrid" })
                File.Copy(Path.Combine(TestFolder.ShippedCorpus, file), $"{tiny.Folder}/corpus/{file}");
        }
        var config = LayeredConfig.Read(tiny.File, ["metrics.style={}"]);

        var report = new DryRun(config, TinyRun.Catalog, new(0, 0, IsCheck: true)).Run(_ => { });

        Assert.DoesNotContain(report.Notices, notice => notice.Contains("could measure nothing"));
    }

    [Fact]
    public void Run_FaultsOfPartsPairsAndPhonemizer_AreAllListed()
    {
        using var tiny = new TinyRun();
        var config = LayeredConfig.Read(tiny.File,
        [
            "corpus.heldOut=", "model.estimator.speaker=melstyle", "synthesis.phonemizer.use=cmudict",
            "synthesis.phonemizer.notation=arpabet"
        ]);

        var faults = Assert.Throws<FaultException>(
            () => new DryRun(config, TinyRun.Catalog, new(0, 0, IsCheck: true)).Run(_ => { })).Faults;

        Assert.Contains(faults, fault => fault.Message.Contains(
            "model.estimator.speaker must name a condition of 80 features, but 'melstyle' has 6.",
            StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Message.StartsWith(
            "same-style needs a held-out utterance", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.ToString().StartsWith("--set synthesis.phonemizer.use=cmudict: "
            + "synthesis.phonemizer cannot read 10 of 10 texts of the corpus, the first '", StringComparison.Ordinal)
            && fault.Message.Contains("the phonemizer gives phonemes that the model was not trained with: ",
                StringComparison.Ordinal));
    }

    [Fact]
    public void Run_CheckOfPartWithUnsetWeights_NamesPluginSlotAndPlaceOnce()
    {
        using var tiny = new TinyRun();
        var config = LayeredConfig.Read(tiny.File,
            ["""model.estimator.attention={"use":"unset","features":null,"heads":null}"""]);

        var faults = Assert.Throws<FaultException>(
            () => new DryRun(config, WithStranger, new(0, 0, IsCheck: true)).Run(_ => { })).Faults;

        var plugin = $"Plugin {WithStranger.Plugins.Single(one => one.Id == "Misbehaves")}, built as attention "
            + "'unset' at ";
        Assert.All(faults, fault => Assert.StartsWith($"{plugin}down.0: the ", fault.Message));
        Assert.Equal(
            ["the field 'layers'", "the weight 'norm.weight'", "the weight 'norm.bias'"],
            faults.Select(fault => string.Join(' ', fault.Message[$"{plugin}down.0: ".Length..].Split(' ')[..3])));
        Assert.All(faults, fault => Assert.EndsWith("tiny.json", fault.File));
    }

    [Fact]
    public void Run_CheckOfPartOutsideTheModelWithUnsetWeights_NamesItsSection()
    {
        using var tiny = new TinyRun();
        var config = LayeredConfig.Read(tiny.File, ["""synthesis.noise={"use":"unset"}"""]);

        var faults = Assert.Throws<FaultException>(
            () => new DryRun(config, WithStranger, new(0, 0, IsCheck: true)).Run(_ => { })).Faults;

        Assert.Equal(2, faults.Count);
        Assert.Contains("built as noise 'unset' at synthesis.noise: the weight 'norm.weight' ", faults[0].Message);
    }

    private static SynthesisModel Model(TinyRun tiny, LayeredConfig config)
    {
        var options = OptionsBinder.Bind<RunOptions>(config, TinyRun.Catalog);
        return RunAssembly.BuildModel(options, TinyRun.Corpus(tiny.Options()).Inventory, CPU);
    }
}
