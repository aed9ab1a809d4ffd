using System.Text.Json.Nodes;
using Melange.Host.Checkpoints;
using Melange.Host.Importing;
using Melange.Host.TensorFiles;
using Melange.Testing;

namespace Melange.Host.Tests.Importing;

public sealed class VocoderImportTests
{
    [Theory]
    [InlineData("hifigan_resblock1", "generator."), InlineData("hifigan_resblock2", "")]
    public void Run_OfficialFiles_WriteWhatTheVocoderSpeaksWith(string name, string prefix)
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = HifiGanFile.Of(name);

        var made = Import(folder, official, official.Weights(prefix)).Run();

        var count = official.Weights().Count;
        Assert.Equal($"tensors {count}, 22050 Hz, hop {official.Hop}, bins 80", made);
        using var tiny = new TinyRun();
        TensorAssert.Close(official["audio"][1, 0], Spoken(tiny, official, $"{folder.Name}/vocoder"), 1e-5);
    }

    [Fact]
    public void Run_NamesOfParametrizations_AreTaken()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = HifiGanFile.Of("hifigan_resblock2");
        const string Newer = ".parametrizations.weight.original";
        var weights = official.Weights("generator.").ToDictionary(entry => entry.Key
            .Replace(".weight_g", $"{Newer}0", StringComparison.Ordinal)
            .Replace(".weight_v", $"{Newer}1", StringComparison.Ordinal), entry => entry.Value);

        Import(folder, official, weights).Run();

        Assert.Equal(official.Weights().Keys.Order(StringComparer.Ordinal),
            SafetensorsHeader.Read($"{folder.Name}/vocoder/weights.safetensors").Entries.Select(entry => entry.Name)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_FoldedWeights_AreTaken()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = HifiGanFile.Of("hifigan_resblock1");
        var weights = official.Weights();
        foreach (var length in weights.Keys.Where(key => key.EndsWith("_g", StringComparison.Ordinal)).ToList())
        {
            var direction = weights[length[..^1] + "v"];
            weights[length[..^2]] = direction * weights[length] / direction.square().sum([1, 2], keepdim: true).sqrt();
            weights.Remove(length);
            weights.Remove(length[..^1] + "v");
        }

        Import(folder, official, weights).Run();

        using var tiny = new TinyRun();
        TensorAssert.Close(official["audio"][0, 0], Spoken(tiny, official, $"{folder.Name}/vocoder", item: 0), 1e-5);
    }

    [Fact]
    public void Run_ConfigOfOtherSizes_SaysWhichFieldsWouldFit()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = HifiGanFile.Of("hifigan_resblock1");
        official.Config["num_mels"] = 100;
        official.Config["upsample_initial_channel"] = 64;
        official.Config["upsample_kernel_sizes"] = JsonNode.Parse("[8, 8, 6]");
        official.Config["resblock"] = "2";
        official.Config["resblock_kernel_sizes"] = JsonNode.Parse("[3, 5, 11]");
        official.Config["resblock_dilation_sizes"] = JsonNode.Parse("[[1, 3], [1, 3, 5], [1, 3, 5]]");

        Assert.Equal(string.Join('\n', """
            config.json: num_mels must be 80, as conv_pre has it, but was 100.
            config.json: upsample_initial_channel must be 32, as conv_pre has it, but was 64.
            config.json: upsample_kernel_sizes must be [8, 8, 4], as ups have them, but were [8, 8, 6].
            config.json: resblock must be "1", as resblocks.0 has it, but was "2".
            config.json: resblock_kernel_sizes must be [3, 7, 11], as resblocks have them, but were [3, 5, 11].
            """, "config.json: resblock_dilation_sizes must be lists of 3, 3, 3 numbers, as resblocks have "
                + "convolutions, but were of 2, 3, 3."), Refusal(folder, official, official.Weights()));
        Assert.False(Directory.Exists($"{folder.Name}/vocoder"));
    }

    [Fact]
    public void Run_ConfigWithoutAField_NamesIt()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = HifiGanFile.Of("hifigan_resblock1");
        official.Config.Remove("upsample_rates");
        official.Config["fmin"] = "low";

        Assert.Equal("""
            config.json: upsample_rates is missing; expected a list of whole numbers.
            config.json: fmin must be a number, but was "low".
            """, Refusal(folder, official, official.Weights()));
    }

    [Fact]
    public void Run_NamesThatDoNotFit_AreShownAsADiff()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = HifiGanFile.Of("hifigan_resblock1");
        var weights = official.Weights("generator.");
        weights.Remove("generator.conv_post.bias");
        weights["generator.conv_pre.bias"] = zeros(33);
        weights["steps"] = tensor(3L);

        Assert.Equal("official.safetensors: does not fit (- missing, + too many, ~ other); --accept-differences goes "
            + "on with what fits:\n" + """
              - conv_post.bias [1]
              + steps []
              ~ conv_pre.bias [33] -> [32]
            """, Refusal(folder, official, weights));
        using var report = new StringWriter();
        Assert.Equal("official.safetensors: 2 weights are missing or of another shape, without which no vocoder "
            + "speaks.",
            Refusal(folder, official, weights, request => request with { Rule = LoadRule.Accepting(report) }));
    }

    [Fact]
    public void Run_OneTensorTooManyAccepted_LeavesItOut()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = HifiGanFile.Of("hifigan_resblock2");
        var weights = official.Weights();
        weights["steps"] = tensor(3L);
        using var report = new StringWriter();

        Import(folder, official, weights, request => request with { Rule = LoadRule.Accepting(report) }).Run();

        Assert.Equal(official.Weights().Count, Safetensors.Read($"{folder.Name}/vocoder/weights.safetensors").Count);
        Assert.Contains("+ steps []", report.ToString());
    }

    [Fact]
    public void Run_FilesOfSomethingElse_SayWhatIsMissing()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var official = HifiGanFile.Of("hifigan_resblock1");
        var twice = official.Weights("generator.").Concat(official.Weights()).ToDictionary();

        Assert.Equal("official.safetensors: has no weight of hifi-gan. It has: a.b, ...",
            Refusal(folder, official, new() { ["a.b"] = zeros(2) }));
        Assert.Equal("official.safetensors: 'conv_post.bias' and 'generator.conv_post.bias' are both conv_post.bias of "
            + "a generator: keep those of one.", Refusal(folder, official, twice));
        Assert.Equal("--config: hifi-gan is a vocoder: it must be said which config.json its weights were trained "
            + "with.", Refusal(folder, official, official.Weights(), request => request with { Config = null }));
        Assert.Equal("conf.json: there is no such file. Did you mean 'config.json'?", Refusal(folder, official,
            official.Weights(), request => request with { Config = $"{folder.Name}/conf.json" }));
        Assert.Equal("--set: it must be left out with hifi-gan, which is a vocoder and no model.", Refusal(folder,
            official, official.Weights(), request => request with { Settings = ["seed=2"] }));
        Assert.Equal("--phonemes: it must be left out with hifi-gan, which is a vocoder and no model.", Refusal(folder,
            official, official.Weights(), request => request with { Phonemes = "names.txt" }));
        Assert.Equal("--config: it must be left out with matcha, which is a model and no vocoder.",
            folder.FaultsOf(() => ForeignImport.Run(
                new("matcha", "matcha.safetensors", "out") { Config = "config.json" }, TinyRun.Catalog)));
    }

    private static Tensor Spoken(TinyRun tiny, HifiGanFile official, string path, int item = 1)
    {
        var options = tiny.Options("synthesis.vocoder={ \"use\": \"hifi-gan\", \"path\": \"" + path + "\" }");
        using var off = no_grad();
        using var random = new Generator(1);
        var vocoder = options.Synthesis.Vocoder.BuildWatched(
            new(options.Features with { HopSamples = official.Hop }, zeros(0)));
        using var held = vocoder as IDisposable;
        return vocoder.Vocode(official["mel"][item], random);
    }

    private static string Refusal(TestFolder folder, HifiGanFile official, Dictionary<string, Tensor> weights,
        Func<ImportRequest, ImportRequest>? change = null) =>
        folder.FaultsOf(() => Import(folder, official, weights, change).Run());

    private static Importer Import(TestFolder folder, HifiGanFile official, Dictionary<string, Tensor> weights,
        Func<ImportRequest, ImportRequest>? change = null)
    {
        Safetensors.Write($"{folder.Name}/official.safetensors", weights);
        var request = new ImportRequest("hifi-gan", $"{folder.Name}/official.safetensors", $"{folder.Name}/vocoder")
        {
            Config = folder.Write("config.json", official.Config.ToJsonString())
        };
        return new(change?.Invoke(request) ?? request);
    }

    private sealed record Importer(ImportRequest Request)
    {
        public string Run() => ForeignImport.Run(Request, TinyRun.Catalog);
    }
}
