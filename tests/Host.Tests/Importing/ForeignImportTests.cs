using Melange.Host.Assembly;
using Melange.Host.Checkpoints;
using Melange.Host.Importing;
using Melange.Host.TensorFiles;
using Melange.Testing;

namespace Melange.Host.Tests.Importing;

public sealed class ForeignImportTests
{
    [Fact]
    public void Run_SingleSpeaker_GivesAModelThatComputesAsTheOfficialCode()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var (file, phonemes) = GradTtsFile.Write(folder, GradTtsFile.Weights());

        var made = Import(folder, file, phonemes).Run();

        Assert.Equal("tensors 253, phoneme ids 40, speakers 1", made);
        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);
        Assert.Empty(model.Model.Conditions);
        AssertEncodesAsOfficial(model.Model);
        AssertScoresAsOfficial(model.Model, speaker: 0);
    }

    [Fact]
    public void Run_SingleSpeaker_WritesTheSizesThatTheWeightsTell()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var (file, phonemes) = GradTtsFile.Write(folder, GradTtsFile.Weights());

        Import(folder, file, phonemes).Run();

        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);
        (string Path, string Value)[] expected =
        [
            ("model.encoder.channels", "32"), ("model.encoder.filterChannels", "48"), ("model.encoder.layers", "3"),
            ("model.encoder.durationChannels", "24"), ("model.encoder.heads", "2"), ("model.encoder.kernelSize", "3"),
            ("model.encoder.windowSize", "4"), ("model.estimator.dim", "16"),
            ("model.estimator.padding", "as-published"), ("model.estimator.attention.use", "linear"),
            ("model.estimator.gate.use", "always"),
            ("features.sampleRateHz", "22050"), ("diffusion.betaMax", "20")
        ];
        Assert.All(expected, option => Assert.Equal(option.Value, model.Config.Value(option.Path)));
        Assert.Equal(["_", "p1", "p2"], model.Inventory.Phonemes.Take(3));
        Assert.Equal("", model.Inventory.Blank);
    }

    [Fact]
    public void Run_SeveralSpeakers_GivesEachItsOwnValuesInTheThirdChannel()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var weights = GradTtsFile.Speakers(5);
        var (file, phonemes) = GradTtsFile.Write(folder, weights);

        Import(folder, file, phonemes).Run();

        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);
        Assert.Equal(["0", "1", "2", "3", "4"], model.Inventory.Speakers);
        Assert.Equal("speaker", model.Config.Value("model.estimator.speaker"));
        var hidden = nn.functional.mish(nn.functional.linear(weights["spk_emb.weight"][3],
            weights["decoder.estimator.spk_mlp.0.weight"], weights["decoder.estimator.spk_mlp.0.bias"]));
        var expected = nn.functional.linear(hidden,
            weights["decoder.estimator.spk_mlp.2.weight"], weights["decoder.estimator.spk_mlp.2.bias"]);
        TensorAssert.Close(expected, Reference(model.Model, 3).Features[0, .., 0], 1e-5);
        AssertScoresAsOfficial(model.Model, speaker: 3); // the third channel's weights are zero
    }

    [Fact]
    public void Run_NamesThatAreNotThere_AreShownAsADiff()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var weights = GradTtsFile.Weights();
        weights.Remove("encoder.proj_m.bias");
        weights["encoder.proj_x.bias"] = zeros(2);
        weights["decoder.estimator.mlp.0.bias"] = zeros(65);
        weights["global_step"] = tensor(3L);
        var (file, phonemes) = GradTtsFile.Write(folder, weights);

        Assert.Equal("official.safetensors: does not fit (- missing, + too many, ~ other); "
            + "--accept-differences goes on with what fits:\n" + """
              - encoder.toMean.bias [80]
              + encoder.proj_x.bias [2]
              + global_step []
              ~ estimator.time.first.bias [65] -> [64]
            """, folder.FaultsOf(() => Import(folder, file, phonemes).Run()));
        Assert.False(Directory.Exists($"{folder.Name}/model"));
    }

    [Fact]
    public void Run_EncoderThatJoinsTheSpeaker_IsRefusedWithTheReason()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var weights = GradTtsFile.Weights();
        weights["encoder.encoder.attn_layers.0.conv_q.weight"] = zeros(96, 96, 1);
        var (file, phonemes) = GradTtsFile.Write(folder, weights);

        Assert.Equal("official.safetensors: its text encoder is 96 wide where a phoneme has 32 features: it joins the "
            + "speaker's embedding of 64 values itself, which the published tts.py never asks it to. Ours hears a "
            + "condition after its perceptron, and cannot take these weights.",
            folder.FaultsOf(() => Import(folder, file, phonemes).Run()));
    }

    [Fact]
    public void Run_NumberOfPhonemesThatTheFormatDoesNotKnow_AsksForThem()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var (file, _) = GradTtsFile.Write(folder, GradTtsFile.Weights());
        var few = folder.Write("few.txt", "_\na\nb\n");
        var twice = folder.Write("twice.txt", string.Join('\n', Enumerable.Range(0, 40).Select(i => $"p{i % 39}")));

        Assert.Equal("official.safetensors: it has weights for 40 phoneme ids, but grad-tts has 148 symbols, and one "
            + "more with blanks; --phonemes FILE says what the ids stand for, one a line.",
            folder.FaultsOf(() => Import(folder, file, null).Run()));
        Assert.Equal("few.txt: it must have a line for each of the 40 phoneme ids, but has 3.",
            folder.FaultsOf(() => Import(folder, file, few).Run()));
        Assert.Equal("twice.txt: 'p0' must stand in it once, but does 2 times.",
            folder.FaultsOf(() => Import(folder, file, twice).Run()));
        Assert.Equal("--phonemes: there is no file none.txt.",
            folder.FaultsOf(() => Import(folder, file, "none.txt").Run()));
    }

    [Fact]
    public void Run_OfficialNumberOfPhonemes_HasTheOfficialSymbolsAndTheBlank()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var weights = GradTtsFile.Weights();
        weights["encoder.emb.weight"] = zeros(149, 32);
        var (file, _) = GradTtsFile.Write(folder, weights);

        Import(folder, file, null).Run();

        using var model = ModelFolder.Open($"{folder.Name}/model", new(), TinyRun.Catalog);
        var symbols = model.Inventory.Phonemes;
        Assert.Equal(["_", "-", "!", "'", "(", ")", ",", ".", ":", ";", "?", " ", "A"], symbols.Take(13));
        Assert.Equal(["z", "@AA", "@AA0", "@AA1", "@AA2", "@AE"], symbols.Skip(63).Take(6));
        Assert.Equal(["@Z", "@ZH", "<blank>"], symbols.Skip(146));
        Assert.Equal(("@", "<blank>"), (model.Inventory.PhonemePrefix, model.Inventory.Blank));
        Assert.Equal([148, 63, 148, 2, 148], model.Inventory.WithBlanks([63, 2]));
    }

    [Theory]
    [InlineData(new byte[] { 80, 75, 3, 4, 0, 0 }, "model.pt", "model.safetensors")]
    [InlineData(new byte[] { 0x80, 2, 0x8a, 10 }, "old.safetensors", "old.safetensors")]
    public void Run_Pickle_IsRefusedWithTheReasonAndTheLineThatConverts(byte[] start, string name, string converted)
    {
        using var folder = new TestFolder();
        File.WriteAllBytes($"{folder.Name}/{name}", start);

        Assert.Equal($"{name}: it is a pickle of PyTorch: reading it can run code that stands in it, so it is not read "
            + "here. Whoever trusts it converts it with Python, torch (1.13 or later) and safetensors:\n"
            + $"  python3 -c \"import torch, safetensors.torch as s; w = torch.load('{name}', map_location='cpu', "
            + "weights_only=True); s.save_file({name: value.clone().contiguous() for name, value in "
            + $"w.get('state_dict', w.get('generator', w)).items()}}, '{converted}')\"",
            folder.FaultsOf(() => Import(folder, $"{folder.Name}/{name}", null).Run()));
    }

    [Fact]
    public void Run_FileThatIsNone_SaysSo()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var text = folder.Write("text.safetensors", "hello");
        Safetensors.Write($"{folder.Name}/other.safetensors", new Dictionary<string, Tensor> { ["a.b"] = zeros(2) });

        Assert.Equal("text.safetensors: shorter than the 8 bytes of a safetensors header length.",
            folder.FaultsOf(() => Import(folder, text, null).Run()));
        Assert.Equal("other.safetensors: has no weight of grad-tts. It has: a.b, ...",
            folder.FaultsOf(() => Import(folder, $"{folder.Name}/other.safetensors", null).Run()));
        Assert.Equal("texts.safetensors: there is no such file. Did you mean 'text.safetensors'?",
            folder.FaultsOf(() => Import(folder, $"{folder.Name}/texts.safetensors", null).Run()));
        Assert.Equal(": it must be a file, but is a folder.",
            folder.FaultsOf(() => Import(folder, folder.Name, null).Run())[folder.Name.Length..]);
        Assert.Equal("import: no format is called 'grad-tss'. Did you mean 'grad-tts'? Known: grad-tts, "
            + "hifi-gan, matcha, vocos.",
            folder.FaultsOf(() => new ForeignImport(new("grad-tss", text, "out"), TinyRun.Catalog).Run()));
        Assert.Equal("--out: it must be a folder that is not there yet, or empty, but . is there.",
            folder.FaultsOf(() => new ForeignImport(new("grad-tts", text, "."), TinyRun.Catalog).Run()));
    }

    private static ForeignImport Import(TestFolder folder, string file, string? phonemes) =>
        new(new("grad-tts", file, $"{folder.Name}/model") { Phonemes = phonemes }, TinyRun.Catalog);

    private static void AssertEncodesAsOfficial(SynthesisModel model)
    {
        var fixture = GradTtsFile.Encoder;
        var encoded = model.Encoder.Encode(new(
            fixture["ids"], fixture["mask"].to(ScalarType.Bool), new Dictionary<string, Tensor>()));

        TensorAssert.Close(fixture["mu"], encoded.Mean, 1e-4); // float32, three layers
        TensorAssert.Close(fixture["logw"].squeeze(1), encoded.LogDurations, 1e-4);
    }

    private static void AssertScoresAsOfficial(SynthesisModel model, int speaker)
    {
        var fixture = GradTtsFile.Decoder;
        var mask = fixture["mask"].to(ScalarType.Bool);
        using var off = no_grad();

        var score = model.Estimator.Score(new(fixture["x"], fixture["mu"], fixture["t"], mask,
            ones_like(fixture["mask"]), Reference(model, speaker)));

        TensorAssert.Close(fixture["score"], score, 1e-4); // as the estimator's own test
    }

    private static ConditionedReference Reference(SynthesisModel model, int speaker) => model.Condition(new(
        zeros(2, 80, 4), ones(2, 4, dtype: ScalarType.Bool), ones(2, 4, dtype: int64),
        full(2, speaker, dtype: int64), zeros(2, dtype: int64)));
}
