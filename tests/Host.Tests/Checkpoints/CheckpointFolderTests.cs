using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Checkpoints;

public sealed class CheckpointFolderTests
{
    private static readonly CorpusInventory Inventory = new(["_", "a"], ["s"], ["e"]);

    [Fact]
    public void Resume_SavedCheckpoint_GivesTensorsAndState()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var saved = Tensors(3, withAverage: true);

        Folder(folder).Save(saved, new TrainingState(7, 1.5, []) { Utterances = 21 });
        var into = Tensors(0, withAverage: true);
        var state = Folder(folder).Resume(into);

        Assert.Equal((7, 1.5, 21), (state!.Step, state.Seconds, state.Utterances));
        Assert.True(into.Weights["w"].equal(saved.Weights["w"]).all().item<bool>());
        Assert.True(into.Average!["w"].equal(saved.Average!["w"]).all().item<bool>());
        Assert.True(into.Optimiser["w.exp_avg"].equal(saved.Optimiser["w.exp_avg"]).all().item<bool>());
    }

    [Fact]
    public void Resume_NoCheckpoint_IsNullAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var into = Tensors(5);

        Assert.Null(Folder(folder).Resume(into));
        Assert.Equal(5, into.Weights["w"][0, 0].item<float>());
    }

    [Fact]
    public void Save_FilesOfACheckpoint_AreThese()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();

        Folder(folder).Save(Tensors(1), new(7, 1, []));
        Folder(folder).Save(Tensors(1, withAverage: true), new(8, 1, []));

        string[] always = ["checkpoint.json", "optimiser.safetensors", "weights.safetensors"];
        Assert.Equal(always, Files($"{folder.Name}/checkpoint/step-00000007"));
        Assert.Equal(["average.safetensors", .. always], Files($"{folder.Name}/checkpoint/step-00000008"));
    }

    [Fact]
    public void Save_Manifest_CarriesConfigPluginsInventoryAndLosses()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var config = LayeredConfig.Read(tiny.File, []);
        var origin = CheckpointOrigin.Of(config, TinyRun.Catalog, Inventory);

        var point = new LossPoint(3, 0.5, 1, 2, null, new Dictionary<string, double>());

        new CheckpointFolder(tiny.Folder, origin, new(1, [])).Save(Tensors(1), new(3, 2, [point]));
        var manifest = Checkpoint.AllOf(tiny.Folder)[^1].ReadManifest();

        Assert.Equal((1, 3), (manifest.Format, manifest.Step));
        Assert.Empty(manifest.Origin("file").Config.Differences(config));
        Assert.Equal(Inventory.Phonemes, manifest.Inventory.Phonemes);
        Assert.Equal(0.5, manifest.Training!.Losses.Single().Diffusion);
        var estimator = manifest.Plugins.Single(plugin => plugin.Id == "Estimator");
        Assert.Equal(["model"], estimator.Sections);
        Assert.Equal(TinyRun.Catalog.Plugins.Single(plugin => plugin.Id == "Estimator").Sha256, estimator.Sha256);
        Assert.DoesNotContain(manifest.Plugins, plugin => plugin.Id == "Attention.Linear"); // not in the config
    }

    [Theory]
    [InlineData(2, new int[0], null, new[] { 5, 6 })]
    [InlineData(1, new int[0], null, new[] { 6 })]
    [InlineData(2, new[] { 1, 3 }, null, new[] { 1, 3, 5, 6 })]
    [InlineData(1, new[] { 4 }, 2, new[] { 2, 4, 6 })]
    public void Save_ManySteps_KeepsLastBestAndThoseAskedFor(int last, int[] steps, int? best, int[] expected)
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var checkpoints = Folder(folder, new() { KeepLast = last, KeepSteps = steps });

        for (var step = 1; step <= 6; step++)
            checkpoints.Save(Tensors(step), new(step, 1, []), best is null ? null : Math.Abs(step - best.Value) + 0.5);

        Assert.Equal(expected, Steps(folder));
        var manifest = Checkpoint.AllOf($"{folder.Name}/checkpoint")[^1].ReadManifest();
        Assert.Equal(best is null ? null : 0.5, manifest.BestValidationLoss);
        Assert.Equal(best is null ? null : 4.5, manifest.ValidationLoss);
    }

    [Fact]
    public void Save_StepWithoutValidation_KeepsTheBestLossSoFar()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();

        Folder(folder).Save(Tensors(1), new(1, 1, []), validationLoss: 2);
        Folder(folder).Save(Tensors(2), new(2, 1, []));

        var manifest = Checkpoint.AllOf($"{folder.Name}/checkpoint")[^1].ReadManifest();
        Assert.Equal((null, 2.0), (manifest.ValidationLoss, manifest.BestValidationLoss));
    }

    [Fact]
    public void Save_SameStepAgain_TakesTheOthersPlaceOnlyOnceItIsWhole()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        Folder(folder).Save(Tensors(1), new(4, 1, []));
        var unwritable = new CheckpointTensors(new Dictionary<string, Tensor> { ["w"] = zeros(1, dtype: complex128) },
            null, new Dictionary<string, Tensor>());

        Assert.Throws<NotSupportedException>(() => Folder(folder).Save(unwritable, new(4, 2, [])));
        var before = Checkpoint.AllOf($"{folder.Name}/checkpoint").Single();
        Folder(folder).Save(Tensors(2), new(4, 2, []));
        Folder(folder).Save(Tensors(3), new(4, 3, []));
        var after = Checkpoint.AllOf($"{folder.Name}/checkpoint").Single();

        Assert.Equal((4, 0), (before.Step, before.Writing));
        Assert.Equal((4, 2, "step-00000004.2"), (after.Step, after.Writing, Path.GetFileName(after.Path)));
        Assert.Equal(3, after.Read(Checkpoint.Weights)["w"][0, 0].item<float>());
    }

    [Fact]
    public void Resume_LeftoversOfAKilledRun_AreClearedAndNeverRead()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        Folder(folder).Save(Tensors(1), new(4, 1, []));
        folder.Write("checkpoint/step-00000009.part/weights.safetensors", "half");
        folder.Write("checkpoint/step-nonsense/weights.safetensors", "a person's");

        var state = Folder(folder).Resume(Tensors(0));

        Assert.Equal(4, state!.Step);
        Assert.Equal(["step-00000004", "step-nonsense"],
            Directory.GetDirectories($"{folder.Name}/checkpoint").Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Resume_OtherTensors_AreShownAsADiff()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        Folder(folder).Save(Tensors(1), new(4, 1, []));
        var into = new CheckpointTensors(
            new Dictionary<string, Tensor> { ["w"] = zeros(4, 3), ["new"] = zeros(2) },
            new Dictionary<string, Tensor> { ["w"] = zeros(2, 3) },
            new Dictionary<string, Tensor> { ["w.step"] = zeros(1) });

        Assert.Equal("checkpoint/step-00000004: does not fit (- missing, + too many, ~ other); "
            + "--accept-differences goes on with what fits:\n" + """
              - new [2]
              ~ w [2, 3] -> [4, 3]
              average - w [2, 3]
              optimiser + w.exp_avg [2, 3]
              optimiser ~ w.step [] -> [1]
            """, folder.FaultsOf(() => Folder(folder).Resume(into)));
        Assert.Equal(0, into.Weights["w"].sum().item<float>());
    }

    [Fact]
    public void Resume_AcceptedDifferences_ArePrintedAndTheRestIsTaken()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        using var report = new StringWriter();
        Folder(folder).Save(Tensors(1), new(4, 1, []));
        var weights = new Dictionary<string, Tensor> { ["w"] = zeros(2, 3), ["new"] = zeros(2) };
        var into = Tensors(0) with { Weights = weights };

        Folder(folder, rule: LoadRule.Accepting(report)).Resume(into);

        Assert.Equal("checkpoint/step-00000004: does not fit (- missing, + too many, ~ other); "
            + "going on with what fits:\n  - new [2]\n", folder.Shorten(report.ToString()));
        Assert.Equal(6, into.Weights["w"].sum().item<float>());
    }

    [Fact]
    public void Resume_DamagedFile_SaysWhatToDo()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        Folder(folder).Save(Tensors(1), new(4, 1, []));
        File.WriteAllBytes($"{folder.Name}/checkpoint/step-00000004/weights.safetensors", [1, 2]);

        Assert.Equal("checkpoint/step-00000004: it cannot be taken up: checkpoint/step-00000004/weights.safetensors: "
            + "shorter than the 8 bytes of a safetensors header length. "
            + "Take the folder away to go on from the checkpoint before it.",
            folder.FaultsOf(() => Folder(folder).Resume(Tensors(0))));
    }

    [Theory]
    [InlineData("{", "it is no checkpoint's JSON: ")]
    [InlineData("null", "it is empty.")]
    [InlineData("{ \"format\": 1 }", "it is no checkpoint's JSON: ")]
    [InlineData("{ \"format\": 2, \"config\": {}, \"plugins\": [], "
        + "\"inventory\": { \"phonemes\": [], \"speakers\": [], \"emotions\": [] } }",
        "format must be from 1 to 1, but was 2.")]
    public void ReadManifest_AnythingElse_NamesTheFile(string json, string message)
    {
        using var folder = new TestFolder();
        var file = folder.Write("checkpoint.json", json);

        Assert.StartsWith($"{file}: {message}",
            Assert.Throws<InvalidDataException>(() => CheckpointManifest.Read(file)).Message);
    }

    [Fact]
    public void Save_WhatCannotBeWritten_NamesItAndLeavesTheOneBefore()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        Folder(folder).Save(Tensors(1), new(4, 1, []));
        folder.Write("checkpoint/step-00000007.part/weights", "");
        folder.Write("checkpoint/step-00000008.part", "");

        var fault = folder.FaultsOf(() => Folder(folder).Save(Tensors(2), new(8, 1, [])));

        Assert.Matches("^checkpoint: the checkpoint of step 8 cannot be written: .*step-00000008.part.* "
            + "checkpoint/step-00000004 stands; with room and rights the same command goes on\\.$", fault);
        Assert.Equal([4], Steps(folder));
        Assert.False(Directory.Exists($"{folder.Name}/checkpoint/step-00000007.part"));
    }

    private static CheckpointFolder Folder(TestFolder root, TrainingOptions? keep = null, LoadRule? rule = null) =>
        new($"{root.Name}/checkpoint", new(LayeredConfig.Parse("{}", "."), [], Inventory), (keep ?? new()).Kept, rule);

    private static CheckpointTensors Tensors(float value, bool withAverage = false) => new(
        new Dictionary<string, Tensor> { ["w"] = full(2, 3, value, dtype: float32) },
        withAverage ? new Dictionary<string, Tensor> { ["w"] = full(2, 3, value / 2, dtype: float32) } : null,
        new Dictionary<string, Tensor>
        {
            ["w.step"] = tensor(7L),
            ["w.exp_avg"] = full(2, 3, value / 4, dtype: float32)
        });

    private static IEnumerable<string?> Files(string folder) =>
        Directory.GetFiles(folder).Select(Path.GetFileName).Order();

    private static IEnumerable<int> Steps(TestFolder folder) =>
        Checkpoint.AllOf($"{folder.Name}/checkpoint").Select(checkpoint => checkpoint.Step);
}
